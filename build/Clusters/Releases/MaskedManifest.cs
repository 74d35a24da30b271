using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Deploy.Yaml;
using Deploy.Yaml.Parsing;

namespace Deploy.Clusters.Releases;

/// <summary>
/// Manifests that may be shown: what Secrets hold, and what containers get under the name of a secret, is replaced by a
/// hash whose key nobody has. Equal values look equal and others do not, and even a short one cannot be guessed.
/// </summary>
public sealed partial class MaskedManifest
{
    private static readonly Redaction _shapes = new([]);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The manifest without its secrets, and otherwise as it is.</summary>
    public string Of(string manifest) => string.Concat(Documents().Split(manifest).Select(Document));

    private string Document(string document)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(document);
            var secrets = new Dictionary<int, YamlScalar>();
            foreach (var root in YamlReader.ReadAll(bytes, "the manifest", YamlOptions.Values))
            {
                Collect(root, secrets);
            }

            return _shapes.Apply(secrets.Count == 0 ? document : Mask(bytes, secrets.Values));
        }
        catch (UsageException)
        {
            // Nobody knows what is a secret in it.
            return AnySecret().IsMatch(document)
                ? $"---\n# hidden {Hash(document)}: cannot be read, and speaks of secrets\n"
                : _shapes.Apply(document);
        }
    }

    // By place, because several aliases may name one value.
    private static void Collect(YamlNode node, Dictionary<int, YamlScalar> secrets)
    {
        if (node is YamlSequence list)
        {
            foreach (var item in list)
            {
                Collect(item, secrets);
            }
        }
        else if (node is YamlMapping mapping)
        {
            var kind = (mapping.Find("kind") as YamlScalar)?.Value;
            var isVariable = (mapping.Find("name") as YamlScalar)?.Value is { } name && Redaction.IsSecretName(name);
            foreach (var entry in mapping.Entries)
            {
                if ((kind == "Secret" && entry.Key is "data" or "stringData") || (isVariable && entry.Key == "value"))
                {
                    Hide(entry.Value, secrets);
                }
                else if (kind == "ConfigMap" && entry is { Key: "data", Value: YamlMapping data })
                {
                    HideNamed(data, secrets);
                }
                else
                {
                    Collect(entry.Value, secrets);
                }
            }
        }
    }

    private static void HideNamed(YamlMapping data, Dictionary<int, YamlScalar> secrets)
    {
        foreach (var entry in data.Entries.Where(entry => Redaction.IsSecretName(entry.Key)))
        {
            Hide(entry.Value, secrets);
        }
    }

    private static void Hide(YamlNode node, Dictionary<int, YamlScalar> secrets)
    {
        IEnumerable<YamlNode> below = node switch
        {
            YamlMapping mapping => mapping.Entries.Select(entry => entry.Value),
            YamlSequence list => list,
            _ => [],
        };
        foreach (var value in below)
        {
            Hide(value, secrets);
        }

        if (node is YamlScalar { IsNull: false } scalar)
        {
            secrets[scalar.Bytes.Start.Value] = scalar;
        }
    }

    private string Mask(byte[] document, IEnumerable<YamlScalar> secrets)
    {
        var result = new StringBuilder();
        var copied = 0;
        foreach (var secret in secrets.OrderBy(secret => secret.Bytes.Start.Value))
        {
            var (start, end) = (secret.Bytes.Start.Value, secret.Bytes.End.Value);
            // A block ends with the lines that it is written in.
            for (; end > start && document[end - 1] is (byte)'\n' or (byte)'\r'; end--) { }

            result
                .Append(Encoding.UTF8.GetString(document, copied, start - copied))
                .Append($"(hidden {Hash(secret.Value)})");
            copied = end;
        }

        result.Append(Encoding.UTF8.GetString(document, copied, document.Length - copied));
        // What somebody has commented out beside a secret may have been one.
        return Comment().Replace(result.ToString(), "");
    }

    private string Hash(string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(value)).AsSpan(0, 4));

    [GeneratedRegex(@"(?<=^|\n)(?=---)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Documents();

    [GeneratedRegex(
        @"secret",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex AnySecret();

    // Helm's own line that names the template stays.
    [GeneratedRegex(
        @"^[ \t]*#(?! Source: )[^\n]*\n|(?<=\(hidden [0-9a-f]{8}\))[ \t]+#[^\n]*",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Comment();
}
