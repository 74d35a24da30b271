using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Deploy.Clusters.Releases;

/// <summary>
/// Manifests that may be shown: what Secrets hold is replaced by a hash whose key nobody has. Equal values look equal and
/// others do not, and even a short one cannot be guessed.
/// </summary>
public sealed partial class MaskedManifest
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The manifest with every value below <c>data</c> and <c>stringData</c> of its Secrets replaced.</summary>
    public string Of(string manifest) => string.Concat(Documents().Split(manifest).Select(Document));

    private string Document(string document) =>
        PlainSecret().IsMatch(document) ? Mask(document)
        // In a List, or written as JSON: too rare to be read by lines, and still never shown.
        : AnySecret().IsMatch(document) ? $"---\n# hidden {Hash(document)}: holds Secrets\n"
        : document;

    // By lines, because the manifest is shown as Helm stored it: a value goes on over all lines that stand further in.
    private string Mask(string document)
    {
        var result = new List<string>();
        var value = new StringBuilder();
        int? keyIndent = null;
        var isData = false;
        foreach (var line in document.Split('\n'))
        {
            var indent = line.Length - line.TrimStart(' ').Length;
            if (indent == 0 && line.Length > 0)
            {
                Flush();
                isData = Data().IsMatch(line);
                keyIndent = null;
                Begin(line, isData ? Data().Match(line) : Match.Empty);
            }
            else if (!isData)
            {
                result.Add(line);
            }
            else if (Key().Match(line) is { Success: true } key && indent == (keyIndent ??= indent))
            {
                Flush();
                Begin(line, key);
            }
            else
            {
                value.Append(line.Trim()).Append('\n');
            }
        }

        Flush();
        return string.Join('\n', result);

        void Begin(string line, Match key)
        {
            result.Add(key.Success ? key.Value : line);
            value.Append(key.Success ? line[key.Length..].Trim() : "").Append('\n');
        }

        void Flush()
        {
            if (value.ToString().Trim().Length > 0)
            {
                result[^1] += $" (hidden {Hash(value.ToString().Trim())})";
            }

            value.Clear();
        }
    }

    private string Hash(string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(value)).AsSpan(0, 4));

    [GeneratedRegex(@"(?<=^|\n)(?=---)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Documents();

    [GeneratedRegex(
        @"^[""']?kind[""']?: *[""']?Secret[""']?\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex PlainSecret();

    [GeneratedRegex(
        @"\bkind[""']?\s*:\s*[""']?Secret\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex AnySecret();

    [GeneratedRegex(@"^[""']?(data|stringData)[""']?:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Data();

    [GeneratedRegex(
        @"^ +(""[^""]*""|'[^']*'|[^\s:][^:]*):(?= |$)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Key();
}
