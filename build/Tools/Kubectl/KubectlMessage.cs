using Deploy.Tools.Processes;

namespace Deploy.Tools.Kubectl;

/// <summary>What kubectl says when it fails, for people.</summary>
internal static class KubectlMessage
{
    /// <summary>Its error line, else its last one.</summary>
    public static string Condense(CommandResult result)
    {
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = Array.FindLast(lines, line => line.StartsWith("error: ", StringComparison.OrdinalIgnoreCase));
        line = line?["error: ".Length..] ?? lines.LastOrDefault();
        return line is null ? $"it ended with exit code {result.ExitCode} and said nothing" : Printable.Escape(line);
    }
}
