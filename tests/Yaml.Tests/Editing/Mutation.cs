using System.Text.RegularExpressions;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>What real files do not have but people's do.</summary>
internal static partial class Mutation
{
    /// <summary>Each makes another file of a text, with the same scalars at the same paths.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> All { get; } =
        new Dictionary<string, Func<string, string>>
        {
            ["as it is"] = text => text,
            ["CRLF and a byte order mark"] = text => '\uFEFF' + text.Replace("\n", "\r\n", StringComparison.Ordinal),
            ["no final newline"] = text => text.TrimEnd('\n', ' '),
            ["tabs and emoji in comments"] = text => Comment().Replace(text, "$1#\t😀\t"),
            ["merge keys and a long line"] = text =>
                Start()
                    .Replace(
                        TopLevelMapping().Replace(text, "$1\n  <<: *zz\n"),
                        $"$0zzDefaults: &zz {{zzInherited: '{new string('x', 100_000)}'}}\n",
                        1
                    ),
        };

    [GeneratedRegex(@"(?m)^( *)#")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\A(---\n)?")]
    private static partial Regex Start();

    [GeneratedRegex(@"(?m)^([a-zA-Z]+:)\n(?=  [a-zA-Z]+:)")]
    private static partial Regex TopLevelMapping();
}
