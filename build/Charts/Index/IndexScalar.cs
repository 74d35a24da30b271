using System.Text;

namespace Deploy.Charts.Index;

/// <summary>Values as they stand behind a key or a dash, on one line.</summary>
internal static class IndexScalar
{
    /// <summary>
    /// The text that a one-line scalar stands for; null where it is anything else (a block, a collection, an alias, a
    /// quoted scalar that goes on in the next line).
    /// </summary>
    public static string? Decode(ReadOnlySpan<byte> value)
    {
        value = WithoutComment(value);
        if (value.IsEmpty)
        {
            return null;
        }

        return value[0] switch
        {
            (byte)'"' when value.Length > 1 && value.IndexOf((byte)'\\') < 0 => Quoted(value, '"'),
            (byte)'\'' => Quoted(value, '\'')?.Replace("''", "'", StringComparison.Ordinal),
            (byte)'"' or (byte)'|' or (byte)'>' or (byte)'&' or (byte)'*' or (byte)'!' or (byte)'[' or (byte)'{' =>
                null,
            _ => Encoding.UTF8.GetString(value),
        };
    }

    /// <summary>The value without the blanks around it and without the comment behind it.</summary>
    public static ReadOnlySpan<byte> WithoutComment(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t"u8);
        if (!value.IsEmpty && value[0] is (byte)'"' or (byte)'\'')
        {
            var close = value[1..].LastIndexOf(value[0]) + 1;
            var rest = value[(close + 1)..].TrimStart(" \t"u8);
            return close > 0 && !rest.IsEmpty && rest[0] == '#' ? value[..(close + 1)] : value;
        }

        if (!value.IsEmpty && value[0] == '#')
        {
            return [];
        }

        var comment = value.IndexOf(" #"u8);
        return comment < 0 ? value : value[..comment].TrimEnd(" \t"u8);
    }

    private static string? Quoted(ReadOnlySpan<byte> value, char quote) =>
        value.Length > 1 && value[^1] == quote ? Encoding.UTF8.GetString(value[1..^1]) : null;
}
