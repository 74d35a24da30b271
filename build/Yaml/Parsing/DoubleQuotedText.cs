using System.Globalization;
using System.Text;

namespace Deploy.Yaml.Parsing;

/// <summary>What stands between double quotes: escapes, and lines that are folded.</summary>
internal static class DoubleQuotedText
{
    /// <summary>The letters that may follow a backslash. <c>/</c> is JSON's.</summary>
    public static ReadOnlySpan<byte> EscapeLetters => "0abtnvfre \"'/\\N_LP\t"u8;

    /// <summary>How many hexadecimal digits follow the letter of a numeric escape; 0 for other letters.</summary>
    public static int DigitsAfter(byte letter) =>
        letter switch
        {
            (byte)'x' => 2,
            (byte)'u' => 4,
            (byte)'U' => 8,
            _ => 0,
        };

    /// <summary>The text between the quotes.</summary>
    public static string Decode(ReadOnlySpan<char> source)
    {
        var result = new StringBuilder(source.Length);
        for (var position = 0; position < source.Length; )
        {
            position += source[position] switch
            {
                '\\' => Unescape(source[position..], result),
                ' ' or '\t' or '\r' or '\n' => Fold(source[position..], result),
                var character => Append(result, character),
            };
        }

        return result.ToString();
    }

    private static int Append(StringBuilder result, char character)
    {
        result.Append(character);
        return 1;
    }

    // Blanks inside a line stay, around line ends they go.
    private static int Fold(ReadOnlySpan<char> source, StringBuilder result)
    {
        var length = source.IndexOfAnyExcept(" \t\r\n");
        var run = length < 0 ? source : source[..length];
        var lineEnds = CountLineEnds(run);
        _ = lineEnds switch
        {
            0 => result.Append(run),
            1 => result.Append(' '),
            _ => result.Append('\n', lineEnds - 1),
        };
        return run.Length;
    }

    private static int Unescape(ReadOnlySpan<char> source, StringBuilder result)
    {
        var letter = source[1];
        if (letter is '\r' or '\n')
        {
            // An escaped line end joins without a blank; only further line ends count.
            var length = source[1..].IndexOfAnyExcept(" \t\r\n");
            var run = length < 0 ? source[1..] : source.Slice(1, length);
            result.Append('\n', CountLineEnds(run) - 1);
            return run.Length + 1;
        }

        var digits = DigitsAfter((byte)letter);
        if (digits == 0)
        {
            result.Append(Named(letter));
            return 2;
        }

        var code = int.Parse(source.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        // JSON writes a character beyond U+FFFF as two escapes of four digits: each is one half of it.
        _ = code <= char.MaxValue ? result.Append((char)code) : result.Append(new Rune(code).ToString());
        return digits + 2;
    }

    private static char Named(char letter) =>
        letter switch
        {
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            'e' => '\e',
            'N' => '\u0085',
            '_' => '\u00a0',
            'L' => '\u2028',
            'P' => '\u2029',
            _ => letter,
        };

    private static int CountLineEnds(ReadOnlySpan<char> run)
    {
        var count = 0;
        for (var i = 0; i < run.Length; i++)
        {
            if (run[i] == '\n' || (run[i] == '\r' && (i + 1 == run.Length || run[i + 1] != '\n')))
            {
                count++;
            }
        }

        return count;
    }
}
