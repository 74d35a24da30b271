using System.Globalization;
using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Charts.Index;

/// <summary>
/// Writes a string as a YAML scalar on one line: plain where no parser could take it for anything else, else in double
/// quotes.
/// </summary>
internal static class EntryScalar
{
    /// <summary>The scalar.</summary>
    public static string Write(string value) => IsPlain(value) ? value : Quote(value);

    private static bool IsPlain(string value) =>
        value.Length > 0
        && char.IsAsciiLetterOrDigit(value[0])
        && value.All(character => char.IsAsciiLetterOrDigit(character) || " ./_+-@=~:()".Contains(character))
        && value[^1] is not (' ' or ':')
        && !value.Contains(": ", StringComparison.Ordinal)
        && ScalarKinds.OfPlain(value) == ScalarKind.Text;

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
