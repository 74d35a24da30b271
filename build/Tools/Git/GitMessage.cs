using System.Text.RegularExpressions;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Git;

/// <summary>What git says when it fails, for people.</summary>
internal static partial class GitMessage
{
    /// <summary>Its fatal line, else its last one; without passwords, safe to show.</summary>
    public static string Condense(CommandResult result)
    {
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line =
            lines.FirstOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(line => line.StartsWith("error: ", StringComparison.Ordinal))
            ?? lines.LastOrDefault();
        return line is null
            ? $"it ended with exit code {result.ExitCode} and said nothing"
            : Printable.Escape(Redact(Label().Replace(line, "")));
    }

    /// <summary>Takes user and password out of addresses.</summary>
    public static string Redact(string text) => Credentials().Replace(text, "://");

    [GeneratedRegex("^(fatal|error): ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Label();

    [GeneratedRegex(@"://[^/@\s]+@", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Credentials();
}
