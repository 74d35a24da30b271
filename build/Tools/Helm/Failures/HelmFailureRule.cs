using System.Text.RegularExpressions;

namespace Deploy.Tools.Helm.Failures;

/// <summary>What a message means. In the texts <c>{group}</c> stands for what the pattern's group found.</summary>
/// <param name="Kind">What a program can act on.</param>
/// <param name="Pattern">Finds the message.</param>
/// <param name="Summary">What people are told.</param>
/// <param name="NextStep">What they can do.</param>
/// <param name="Object">The object that it is about.</param>
/// <param name="Field">The field that it is about.</param>
internal sealed partial record HelmFailureRule(
    HelmFailureKind Kind,
    Func<Regex> Pattern,
    string Summary,
    string? NextStep = null,
    string? Object = null,
    string? Field = null
)
{
    /// <summary>The failure, or null when the message is another one.</summary>
    public HelmFailure? Explain(string message)
    {
        var match = Pattern().Match(message);
        return match.Success
            ? new(Kind, Fill(Summary, match)!, NextStep, Fill(Object, match), Fill(Field, match))
            : null;
    }

    private static string? Fill(string? text, Match match) =>
        text is null ? null : Placeholder().Replace(text, place => match.Groups[place.Groups["name"].Value].Value);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Placeholder();
}
