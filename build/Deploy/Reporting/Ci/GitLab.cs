using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Ci;

/// <summary>
/// GitLab: sections of the job's log, which Cake has no command for. It has no annotations either; an error is a line
/// that the log shows in red.
/// </summary>
/// <param name="output">The log.</param>
/// <param name="time">Sections carry the time at which they begin and end.</param>
internal sealed class GitLab(Output output, TimeProvider time) : IBuildServer
{
    /// <inheritdoc/>
    public void BeginGroup(string name) => Section("start", name, name);

    /// <inheritdoc/>
    public void EndGroup(string name) => Section("end", name, "");

    /// <inheritdoc/>
    public void Warning(string message) { }

    /// <inheritdoc/>
    public void Error(string message, LocationRecord? place) =>
        output.Writer.WriteLine($"\e[31mERROR: {(place is null ? "" : $"{place}: ")}{message.Replace('\n', ' ')}\e[0m");

    /// <inheritdoc/>
    public void Summary(RunStory story) { }

    // The escape sequences are the format itself: GitLab's runner finds the sections by them.
    private void Section(string edge, string name, string title) =>
        output.Commands.WriteLine(
            $"\e[0Ksection_{edge}:{time.GetUtcNow().ToUnixTimeSeconds()}:{name.ToLowerInvariant()}\r\e[0K{title}"
        );
}
