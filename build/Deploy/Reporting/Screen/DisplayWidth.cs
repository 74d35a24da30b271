using System.Globalization;
using System.Text;

namespace Deploy.Reporting.Screen;

/// <summary>How many columns text takes on a terminal (East Asian wide characters take two, combining ones none).</summary>
internal static class DisplayWidth
{
    private const char Ellipsis = '…';

    /// <summary>The columns of a text without escape codes.</summary>
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text, cut so that it takes at most so many columns; what was cut ends with an ellipsis.</summary>
    public static string Fit(string text, int columns)
    {
        if (Of(text) <= columns)
        {
            return text;
        }

        var result = new StringBuilder();
        var left = columns - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Of(rune);
            if (left < 0)
            {
                break;
            }

            result.Append(rune);
        }

        return columns <= 0 ? "" : result.Append(Ellipsis).ToString();
    }

    /// <summary>The text in lines of at most so many columns, broken between words; a longer word stays whole.</summary>
    /// <param name="text">One line; what it is indented by, all lines are.</param>
    /// <param name="columns">The columns; null for no limit.</param>
    public static IEnumerable<string> Wrap(string text, int? columns)
    {
        if (columns is null || Of(text) <= columns)
        {
            yield return text;
            yield break;
        }

        var indent = text[..^text.TrimStart().Length];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Of(indent) + Of(line) + 1 + Of(word) > columns)
            {
                yield return indent + line;
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        yield return indent + line;
    }

    private static int Of(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : IsWide(rune.Value) ? 2
        : 1;

    // The blocks that Unicode's EastAsianWidth.txt has as W or F.
    private static bool IsWide(int value) =>
        value >= 0x1100
        && value
            is <= 0x115F
                or (>= 0x2E80 and <= 0xA4CF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE6F)
                or (>= 0xFF00 and <= 0xFF60)
                or (>= 0xFFE0 and <= 0xFFE6)
                or (>= 0x1F300 and <= 0x1FAFF)
                or (>= 0x20000 and <= 0x3FFFD);
}
