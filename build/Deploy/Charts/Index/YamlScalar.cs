using System.Globalization;
using System.Text;

namespace Deploy.Charts;

/// <summary>
/// Writes a string as a YAML scalar on one line: plain where no parser could take it for anything else, else in double
/// quotes.
/// </summary>
internal static class YamlScalar
{
    private static readonly string[] Words =
    [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "null",
        "y",
        "n",
        "inf",
        "nan",
    ];

    /// <summary>The scalar.</summary>
    public static string Write(string value) => IsPlain(value) ? value : Quote(value);

    private static bool IsPlain(string value) =>
        value.Length > 0
        && char.IsAsciiLetterOrDigit(value[0])
        && value.All(character => char.IsAsciiLetterOrDigit(character) || " ./_+-@=~:()".Contains(character))
        && value[^1] is not (' ' or ':')
        && !value.Contains(": ", StringComparison.Ordinal)
        && !Words.Contains(value, StringComparer.OrdinalIgnoreCase)
        && !LooksLikeNumberOrTime(value);

    // Numbers in all the notations of YAML 1.1 and 1.2 (0x1f, 1_000, 1e3, 12:30:45), and dates.
    private static bool LooksLikeNumberOrTime(string value) =>
        char.IsAsciiDigit(value[0])
        && (
            value.All(character => char.IsAsciiHexDigit(character) || "xo_:+-. ".Contains(character))
                && value.Count(character => character == '.') < 2
                && !IsHexDigest(value)
            || double.TryParse(value, NumberStyles.Any, CultureInfo.InvariantCulture, out _)
            || (value.Length >= 5 && value[4] == '-')
        );

    private static bool IsHexDigest(string value) =>
        value.Length == 64 && value.AsSpan().ContainsAnyInRange('a', 'f') && value.Count(char.IsAsciiLetter) > 1;

    private static string Quote(string value)
    {
        var quoted = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when IsPrintable(rune) => quoted.Append(rune.ToString()),
                <= 0xFFFF => quoted.Append($"\\u{rune.Value:x4}"),
                _ => quoted.Append($"\\U{rune.Value:x8}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPrintable(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
