using System.Globalization;
using System.Text;

namespace Deploy.Model.Names;

/// <summary>Makes text from outside safe to show: no control, escape or direction-changing character gets through.</summary>
public static class Printable
{
    /// <summary>The text in single quotes, with everything that a terminal would act on written as <c>\u….</c></summary>
    public static string Quote(string text) => $"'{Escape(text)}'";

    /// <summary>The text with every control, format and surrogate-broken character written as <c>\u….</c></summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            result.Append(IsUnsafe(character) ? $"\\u{(int)character:x4}" : character);
        }

        return result.ToString();
    }

    private static bool IsUnsafe(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
