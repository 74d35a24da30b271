namespace Deploy.Yaml.Parsing;

// Literal and folded blocks.
internal ref partial struct YamlParser
{
    private Leaf ScanBlockScalar(int parentIndent)
    {
        var start = _position;
        var style = Current == '|' ? ScalarStyle.Literal : ScalarStyle.Folded;
        var (deeper, keep) = BlockHeader();
        var indent = deeper > 0 ? Math.Max(parentIndent, 0) + deeper : FindBlockIndent(parentIndent);
        var end = _position;
        while (PassBlockIndent(indent))
        {
            var isEmpty = IsLineEnd(Current);
            SkipToLineEnd();
            if (!AtEnd)
            {
                PassLineEnd();
            }

            end = isEmpty && !keep ? end : _position;
        }

        RequireLineEnd(end);
        return Scalar(style, start, end, indent);
    }

    /// <summary>Passes the indentation of a line. False if the line is no longer the block's.</summary>
    private bool PassBlockIndent(int indent)
    {
        while (Column < indent && Current == ' ')
        {
            _position++;
        }

        if (Column < indent && Current == '\t')
        {
            throw TabError(_position);
        }

        return !AtEnd && (Column == indent || IsLineEnd(Current));
    }

    // "|", then in either order how much deeper the lines stand and what becomes of the last line ends.
    private (int Deeper, bool Keep) BlockHeader()
    {
        var (deeper, keep, chomps) = (0, false, false);
        _position++;
        for (; Current is (byte)'+' or (byte)'-' or (>= (byte)'1' and <= (byte)'9'); _position++)
        {
            var isDigit = char.IsAsciiDigit((char)Current);
            if (isDigit ? deeper > 0 : chomps)
            {
                break;
            }

            keep |= Current == '+';
            chomps |= !isDigit;
            deeper = isDigit ? Current - '0' : deeper;
        }

        SkipBlanks();
        if (Current == '#')
        {
            SkipToLineEnd();
        }

        if (!AtEnd && !IsLineEnd(Current))
        {
            throw Error(_position, "the text of a block begins on the line below its header");
        }

        if (!AtEnd)
        {
            PassLineEnd();
        }

        return (deeper, keep);
    }

    // The first line that is not empty tells.
    private int FindBlockIndent(int parentIndent)
    {
        var least = Math.Max(parentIndent + 1, 1);
        var widest = 0;
        for (var position = _position; ; )
        {
            var lineStart = position;
            while (position < _text.Length && _text[position] == ' ')
            {
                position++;
            }

            var column = position - lineStart;
            var isEmpty = position >= _text.Length || IsLineEnd(_text[position]);
            if (!isEmpty && _text[position] == '\t')
            {
                throw TabError(position);
            }

            if (!isEmpty && column >= least)
            {
                return column >= widest
                    ? column
                    : throw Error(
                        position,
                        "an empty line above has more blanks than this, the first line of the block"
                    );
            }

            widest = isEmpty ? Math.Max(widest, column) : widest;
            if (!isEmpty || position >= _text.Length)
            {
                return Math.Max(least, widest);
            }

            position += IsPair(position) ? 2 : 1;
        }
    }
}
