using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>Writes a text in place of a literal or folded block, in the block's own indentation.</summary>
internal static class BlockWriter
{
    /// <summary>The bytes of the block that are replaced, counted from its start, and what takes their place.</summary>
    /// <param name="text">The block as it stands, from its header on.</param>
    /// <param name="token">Its token.</param>
    /// <param name="value">What shall be read.</param>
    /// <param name="lineEnd">The line end of the file.</param>
    public static (string Replaced, string Text) Write(string text, Token token, string value, string lineEnd)
    {
        var header = Header(text);
        var replaced = WithoutLastEmptyLines(text, token.Indent);
        var closed = replaced.Length < text.Length;
        return CanBeBlock(value, header)
            ? (replaced, Block(header, token, value, lineEnd, closed))
            : (
                replaced,
                ScalarWriter.Write(value, ScalarStyle.DoubleQuoted, flow: false) + header[IndicatorsOf(header).Length..]
            );
    }

    // Empty lines behind the text stay where they are, and so does the line end of its last line.
    private static string WithoutLastEmptyLines(string text, int indent)
    {
        while (true)
        {
            var line = text.AsSpan().LastIndexOfAny('\r', '\n') + 1;
            if (line == 0 || text.Length - line > indent || text.AsSpan(line).ContainsAnyExcept(' '))
            {
                return text;
            }

            var lineEnd = line > 1 && text[line - 1] == '\n' && text[line - 2] == '\r' ? 2 : 1;
            text = text[..(line - lineEnd)];
        }
    }

    private static string Header(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    // "|2-" out of "|2- # why".
    private static string IndicatorsOf(string header) => header[..^header[1..].TrimStart([.. "+-123456789"]).Length];

    private static bool CanBeBlock(string value, string header)
    {
        var body = value.TrimEnd('\n');
        var isIndented = body.Length > 0 && body[0] is ' ' or '\t' or '\n';
        var saysIndent = IndicatorsOf(header).AsSpan().ContainsAnyInRange('1', '9');
        return body.All(character => character is '\n' or '\t' || ScalarWriter.IsPrintable(character))
            && value.Length - body.Length <= Math.Min(body.Length, 1)
            // Otherwise the reader would count the text's own blanks as indentation.
            && (!isIndented || saysIndent);
    }

    private static string Block(string header, Token token, string value, string lineEnd, bool closed)
    {
        var indicators = IndicatorsOf(header);
        var rest = header[indicators.Length..];
        if (value.Length == 0)
        {
            return indicators.Trim('+', '-') + rest;
        }

        var body = value.TrimEnd('\n');
        // Folding would join lines: a text of several becomes a literal block.
        var style =
            indicators[0] == '>' && !body.Contains('\n', StringComparison.Ordinal) && body[0] is not (' ' or '\t')
                ? '>'
                : '|';
        var result = new StringBuilder()
            .Append(style)
            .Append(indicators[1..].Trim('+', '-'))
            .Append(body.Length == value.Length ? "-" : "")
            .Append(rest);
        foreach (var line in body.Split('\n'))
        {
            result.Append(lineEnd).Append(' ', line.Length == 0 ? 0 : token.Indent).Append(line);
        }

        // The line end that the text ends with must be there, even at the end of a file that had none.
        return body.Length < value.Length && !closed ? result.Append(lineEnd).ToString() : result.ToString();
    }
}
