using System.Text.RegularExpressions;

namespace Deploy.Tools.Helm.Failures;

/// <summary>Server-side apply found fields that others own; they may be many, of several managers.</summary>
internal static partial class HelmFieldConflict
{
    /// <summary>The failure, or null when the message is another one.</summary>
    public static HelmFailure? Explain(string message)
    {
        var match = Conflict().Match(message);
        if (!match.Success)
        {
            return null;
        }

        var target = $"{match.Groups["kind"].Value} {match.Groups["name"].Value}";
        var conflicts = match.Groups["conflicts"].Value;
        var fields = string.Join(", ", Field().Matches(conflicts).Select(field => field.Value.TrimEnd(',')).Distinct());
        var managers = Manager().Matches(conflicts).Select(manager => $"'{manager.Groups["name"].Value}'").Distinct();
        return new(
            HelmFailureKind.FieldManagerConflict,
            $"{target}: {fields} belongs to {string.Join(", ", managers)}, which set it with server-side apply",
            "let that manager give the field up, or take it out of the chart",
            target,
            fields
        );
    }

    [GeneratedRegex(
        @"conflict occurred while applying object (?<namespace>[^/\s]*/)?(?<name>\S+) \S+ Kind=(?<kind>\w+): Apply failed with \d+ conflicts?: (?<conflicts>.*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Conflict();

    [GeneratedRegex(
        @"conflicts? with ""(?<name>[^""]+)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Manager();

    [GeneratedRegex(@"(?<=\s)\.[a-zA-Z]\S*", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Field();
}
