using System.Text.RegularExpressions;

namespace Deploy.Clusters.Workloads;

/// <summary>
/// Takes secrets out of what pods print: besides what <see cref="Redaction" /> knows, what is named like a secret in the
/// ways of logs, JSON and headers. An error message of ours would lose words by that.
/// </summary>
/// <param name="values">Values that are secret.</param>
public sealed partial class SecretMask(IEnumerable<string> values)
{
    // Shorter ones would blacken half of every log, and are no secrets.
    private const int Shortest = 5;

    private readonly Redaction _redaction = new(values, Shortest);

    /// <summary>The line without them.</summary>
    public string Apply(string line) => Telling().Replace(_redaction.Apply(line), $"${{before}}{Redaction.Mask}");

    [GeneratedRegex(
        @"(?<before>(password|passwd|secret|token|api[_-]?key|access[_-]?key|authorization)[""']?\s*[:=]\s*(bearer\s+|basic\s+)?[""']?)[^\s""',;]+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Telling();
}
