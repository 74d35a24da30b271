using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Ci;

/// <summary>What a build server takes besides lines: groups, annotations, a summary.</summary>
internal interface IBuildServer
{
    /// <summary>Lines from here on belong together, and may be folded.</summary>
    void BeginGroup(string name);

    /// <summary>Lines from here on no longer do.</summary>
    void EndGroup(string name);

    /// <summary>Something may be a mistake.</summary>
    void Warning(string message);

    /// <summary>Something failed.</summary>
    /// <param name="message">What, and what to do; may have several lines.</param>
    /// <param name="place">The file that is wrong, if one is.</param>
    void Error(string message, LocationRecord? place);

    /// <summary>The run is over; where the server shows a summary, this is what it shows.</summary>
    void Summary(RunStory story);
}
