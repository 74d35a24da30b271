using System.Text;

namespace Deploy.Yaml.Parsing;

/// <summary>From a scalar's bytes in the file to the text that they mean (YAML 1.1, as libyaml and Helm read it).</summary>
internal static class ScalarText
{
    /// <summary>The text of a scalar whose bytes the parser has accepted.</summary>
    /// <param name="raw">The bytes, with quotes or block header.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="indent">Block scalars: how many blanks stand before each line.</param>
    public static string Decode(ReadOnlySpan<byte> raw, ScalarStyle style, int indent)
    {
        if (TryVerbatim(raw, style, out var content))
        {
            return Encoding.UTF8.GetString(content);
        }

        var text = Encoding.UTF8.GetString(raw);
        return style switch
        {
            ScalarStyle.Plain => LineFolding.Join(text),
            ScalarStyle.SingleQuoted => LineFolding.Join(text[1..^1]).Replace("''", "'", StringComparison.Ordinal),
            ScalarStyle.DoubleQuoted => DoubleQuotedText.Decode(text.AsSpan(1, text.Length - 2)),
            ScalarStyle.Literal or ScalarStyle.Folded => BlockText.Decode(text, style, indent),
        };
    }

    /// <summary>Whether the bytes between the quotes are the text itself: no escapes, one line.</summary>
    public static bool TryVerbatim(ReadOnlySpan<byte> raw, ScalarStyle style, out ReadOnlySpan<byte> content)
    {
        content = style switch
        {
            ScalarStyle.Plain => raw,
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => raw[1..^1],
            ScalarStyle.Literal or ScalarStyle.Folded => [],
        };
        return style switch
        {
            ScalarStyle.Plain => !content.ContainsAny((byte)'\r', (byte)'\n'),
            ScalarStyle.SingleQuoted => !content.ContainsAny((byte)'\r', (byte)'\n', (byte)'\''),
            ScalarStyle.DoubleQuoted => !content.ContainsAny((byte)'\r', (byte)'\n', (byte)'\\'),
            ScalarStyle.Literal or ScalarStyle.Folded => false,
        };
    }
}
