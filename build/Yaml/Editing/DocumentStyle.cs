using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>How a file is laid out, for what is written into it.</summary>
internal static class DocumentStyle
{
    /// <summary>Whether a scalar is text to Helm: neither null, nor a number or truth value.</summary>
    public static bool IsText(this YamlDocument document, int token) =>
        document.Tag(token) is { IsEmpty: false } || document.KindOf(token) == ScalarKind.Text;

    /// <summary>The file's line end: that of its first line.</summary>
    public static string LineEnd(this YamlDocument document)
    {
        var bytes = document.Text.Bytes;
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 || bytes[end] == '\n' ? "\n"
            : end + 1 < bytes.Length && bytes[end + 1] == '\n' ? "\r\n"
            : "\r";
    }

    /// <summary>How much deeper the file indents a mapping than the one around it: as where it first does so, else 2.</summary>
    public static int IndentStep(this YamlDocument document)
    {
        var tokens = document.Tokens;
        for (var outer = 0; outer < tokens.Length; outer++)
        {
            if (tokens[outer] is not { Kind: TokenKind.Mapping, IsFlow: false })
            {
                continue;
            }

            for (var key = outer + 1; key < tokens[outer].Next; key = tokens[tokens[key].Next].Next)
            {
                var value = tokens[tokens[key].Next];
                if (value is { Kind: TokenKind.Mapping, IsFlow: false })
                {
                    return value.Indent - tokens[outer].Indent;
                }
            }
        }

        return 2;
    }

    /// <summary>Offset behind the rest of a line: blanks and a comment. The line end itself is not passed.</summary>
    public static int RestOfLine(this YamlDocument document, int offset)
    {
        var length = document.Text.Bytes[offset..].IndexOfAny((byte)'\r', (byte)'\n');
        return length < 0 ? document.Text.Bytes.Length : offset + length;
    }

    /// <summary>What must stand between a key and a value where so far there is none.</summary>
    /// <exception cref="Model.Errors.UsageException">The key is an explicit one, "? key", without ':'.</exception>
    public static string GapBefore(this YamlDocument document, int token, int parent)
    {
        var start = document.Tokens[token].Start;
        var isMapping = document.Tokens[parent].Kind == TokenKind.Mapping;
        if (!isMapping || document.PropertiesOf(token).Any || document.Text.Bytes[start - 1] == ':')
        {
            return " ";
        }

        return document.Tokens[parent].IsFlow
            ? ": "
            : throw document.Text.Error(
                start,
                "a key that is written with '?' has no value here",
                "write it as 'key:'"
            );
    }
}
