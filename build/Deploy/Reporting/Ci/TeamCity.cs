using Cake.Common.Build.TeamCity;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Ci;

/// <summary>TeamCity: blocks, and build problems.</summary>
internal sealed class TeamCity(ITeamCityProvider provider) : IBuildServer
{
    // TeamCity takes no more of a problem than this.
    private const int LongestProblem = 4000;

    /// <inheritdoc/>
    public void BeginGroup(string name) => provider.WriteStartBlock(name);

    /// <inheritdoc/>
    public void EndGroup(string name) => provider.WriteEndBlock(name);

    /// <inheritdoc/>
    public void Warning(string message) => provider.WriteStatus(message, "WARNING");

    /// <inheritdoc/>
    public void Error(string message, LocationRecord? place)
    {
        var text = place is null ? message : $"{place}: {message}";
        provider.BuildProblem(text[..Math.Min(text.Length, LongestProblem)], identity: null);
    }

    /// <inheritdoc/>
    public void Summary(RunStory story) { }
}
