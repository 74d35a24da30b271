using Deploy.Tools.Processes;

namespace Deploy.Tools;

/// <summary>What a builder that failed said last: its reason stands at the end of a long log.</summary>
internal static class FailedCommand
{
    private const int Lines = 12;

    /// <summary>The failure with the last lines of the log.</summary>
    public static FailedException Of(string command, CommandResult result)
    {
        var log = string.IsNullOrWhiteSpace(result.Error) ? result.Output : result.Error;
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(Lines).Select(Printable.Escape);
        return new FailedException($"{command} ended with {result.ExitCode}: {string.Join('\n', lines)}");
    }
}
