using System.Text.RegularExpressions;

namespace Deploy.Steps.Install.Watching;

/// <summary>Takes secrets out of what pods print.</summary>
/// <param name="values">Values that are secret.</param>
internal sealed partial class SecretMask(IEnumerable<string> values)
{
    private const string Stars = "***";

    // Shorter ones would blacken half of every log, and are no secrets.
    private const int Shortest = 5;

    // Longer ones first: one may be part of another.
    private readonly string[] _values =
    [
        .. values
            .SelectMany(value => value.Split('\n'))
            .Select(value => value.Trim())
            .Where(value => value.Length >= Shortest)
            .Distinct()
            .OrderByDescending(value => value.Length),
    ];

    /// <summary>The line without them.</summary>
    public string Apply(string line)
    {
        foreach (var value in _values)
        {
            line = line.Replace(value, Stars, StringComparison.Ordinal);
        }

        return Telling().Replace(line, match => match.Groups["before"].Value + Stars);
    }

    // What follows such words, stands between : and @ in an address, or has the form of a well-known token.
    [GeneratedRegex(
        @"(?<before>(password|passwd|secret|token|api[_-]?key|access[_-]?key|authorization)[""']?\s*[:=]\s*(bearer\s+|basic\s+)?[""']?)[^\s""',;]+|(?<before>://[^\s:/@]+:)[^\s@/]+(?=@)|(?<before>\bbearer\s+)[\w.~+/=-]{8,}|(?<before>)\b(AKIA|ASIA)[A-Z0-9]{16}\b|(?<before>)\beyJ[\w-]+\.[\w-]+\.[\w-]+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Telling();
}
