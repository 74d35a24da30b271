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

    // Nor are the words for secrets themselves, which every message about one needs.
    private static readonly string[] _words = ["secret", "secrets", "token", "password"];

    private readonly Redaction _redaction = new(values.Except(_words, StringComparer.OrdinalIgnoreCase), Shortest);

    /// <summary>The line without them.</summary>
    public string Apply(string line)
    {
        line = _redaction.Apply(line);
        line = Quoted().Replace(line, $"${{before}}{Redaction.Mask}");
        return Telling().Replace(line, $"${{before}}{Redaction.Mask}");
    }

    // JSON: where the name is in quotes, the value is too.
    [GeneratedRegex(
        """(?<before>(password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization)(["']|\\")\s*[:=]\s*(?<quote>["']|\\"))(?!\*{4})((?!\k<quote>).)+""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Quoted();

    // Behind a colon, words that go on are a sentence ("token: unexpected end of input"), not a value.
    [GeneratedRegex(
        """(?<before>(password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization)(\s*=\s*["']?|\s*:\s*(bearer|basic)\s+|\s*:\s*["']|\s*:\s*(?![a-z]+\s+(?!\w+[=:]))))(?!\*{4})[^\s"',;]+""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Telling();
}
