using System.Globalization;
using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>Writes a text as a scalar on one line, so that every reader takes it for that text.</summary>
internal static class ScalarWriter
{
    /// <summary>The text in the wished style, or in double quotes where that style cannot say it.</summary>
    /// <param name="value">What shall be read.</param>
    /// <param name="style">The style that it would best have.</param>
    /// <param name="flow">Whether it stands between brackets.</param>
    public static string Write(string value, ScalarStyle style, bool flow) =>
        style switch
        {
            ScalarStyle.Plain when CanBePlain(value, flow) => value,
            ScalarStyle.SingleQuoted when value.All(IsPrintable) =>
                $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
            ScalarStyle.Plain
            or ScalarStyle.SingleQuoted
            or ScalarStyle.DoubleQuoted
            or ScalarStyle.Literal
            or ScalarStyle.Folded => DoubleQuoted(value),
        };

    /// <summary>Throws if the text cannot be written to a file at all.</summary>
    public static void RequireUnicode(ScalarEdit edit)
    {
        var rest = edit.Value.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                throw new UsageException($"the value for {edit.Path} is not valid Unicode text");
            }

            rest = rest[length..];
        }
    }

    /// <summary>Whether a character stands for itself in every style and to every reader.</summary>
    public static bool IsPrintable(char character) =>
        character >= ' '
        && character is not ('\u007f' or '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff')
        && (character < '\u0080' || character >= '\u00a0');

    private static bool CanBePlain(string value, bool flow)
    {
        if (
            ScalarKinds.OfPlain(value) != ScalarKind.Text
            || "?:,[]{}#&*!|>'\"%@` ".Contains(value[0], StringComparison.Ordinal)
            || (value[0] == '-' && !IsOption(value))
            || value[^1] is ' ' or ':'
        )
        {
            return false;
        }

        for (var i = 0; i < value.Length; i++)
        {
            var ends = value[i] switch
            {
                ':' => value[i + 1] == ' ' || (flow && ",[]{}".Contains(value[i + 1], StringComparison.Ordinal)),
                '#' => value[i - 1] == ' ',
                ',' or '[' or ']' or '{' or '}' or '?' => flow,
                var character => !IsPrintable(character),
            };
            if (ends)
            {
                return false;
            }
        }

        return true;
    }

    // "-x" and "--x" are text, "- x" is an entry of a list and "---" ends a document.
    private static bool IsOption(string value) => char.IsAsciiLetter(value.TrimStart('-').FirstOrDefault());

    private static string DoubleQuoted(string value)
    {
        var result = new StringBuilder(value.Length + 2).Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => result.Append('\\').Append(character),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when IsPrintable(character) => result.Append(character),
                _ => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
            };
        }

        return result.Append('"').ToString();
    }
}
