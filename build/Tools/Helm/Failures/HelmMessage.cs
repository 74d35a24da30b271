using System.Text.RegularExpressions;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Failures;

/// <summary>Reduces Helm's standard error to what a person needs: one line, said once.</summary>
internal static partial class HelmMessage
{
    // Helm 4 logs a failure as a warning before it reports it; Go's libraries add notes of their own.
    private static readonly string[] _wrappings =
    [
        "UPGRADE FAILED: ",
        "INSTALLATION FAILED: ",
        "unable to build kubernetes objects from release manifest: ",
        "unable to build kubernetes objects from new release manifest: ",
        "failed to create resource: ",
        "1 error occurred: * ",
    ];

    /// <summary>The message on one line, safe to show.</summary>
    public static string Condense(CommandResult result)
    {
        var lines = result.Error.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var start = lines.FindLastIndex(line => line.StartsWith("Error: ", StringComparison.Ordinal));
        var said = (start < 0 ? lines : lines.Skip(start)).TakeWhile(
            (line, at) => start < 0 || at == 0 || !IsNoise(line)
        );
        var message = Spaces().Replace(string.Join(' ', said.Where(line => !IsNoise(line))), " ").Trim();
        message = Unwrap(
            message.StartsWith("Error: ", StringComparison.Ordinal) ? message["Error: ".Length..] : message
        );
        return message.Length > 0
            ? Printable.Escape(message)
            : $"it ended with exit code {result.ExitCode} and said nothing";
    }

    private static string Unwrap(string message)
    {
        while (
            _wrappings.FirstOrDefault(wrapping => message.StartsWith(wrapping, StringComparison.OrdinalIgnoreCase))
                is { } wrapping
        )
        {
            message = message[wrapping.Length..];
        }

        return Patch().Replace(message, "");
    }

    private static bool IsNoise(string line) => Noise().IsMatch(line);

    // Helm 4's log; Helm 3's debug lines; Kubernetes' own log; advice.
    [GeneratedRegex(
        @"^(level=\w+ |\S+\.go:\d+: |[IWEF]\d{4} \d\d:|WARNING: |Use --debug flag|helm\.go:)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Noise();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Spaces();

    // Helm 3 says what it was about to do, and then the object and kind once more.
    [GeneratedRegex(@"^cannot patch ""[^""]*"" with kind \w+: ", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Patch();
}
