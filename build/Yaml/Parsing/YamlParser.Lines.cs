namespace Deploy.Yaml.Parsing;

// Where the parser stands: characters, columns, line ends, comments.
internal ref partial struct YamlParser
{
    private readonly bool AtEnd => _position >= _text.Length;

    /// <summary>The byte at the position; 0 at the end, which no text contains.</summary>
    private readonly byte Current => _position < _text.Length ? _text[_position] : (byte)0;

    /// <summary>Bytes before the position on its line. Before an entry there is only ASCII, so these are characters.</summary>
    private readonly int Column => _position - _lineStart;

    /// <summary>The column of what comes next; -1 where the document ends.</summary>
    private readonly int ContentColumn
    {
        get
        {
            if (AtEnd)
            {
                return -1;
            }

            var mayBeMarker = Column == 0 && Current is (byte)'-' or (byte)'.';
            return mayBeMarker && (AtMarker("---"u8) || AtMarker("..."u8)) ? -1 : Column;
        }
    }

    private readonly bool AtSequenceEntry => Current == '-' && IsBlankOrEnd(_position + 1);

    private readonly bool AtExplicitKey => Current == '?' && IsBlankOrEnd(_position + 1);

    private readonly bool AtValueIndicator => Current == ':' && IsBlankOrEnd(_position + 1);

    private static bool IsLineEnd(byte value) => value is (byte)'\r' or (byte)'\n';

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';

    private readonly bool IsBlankOrEnd(int position) =>
        position >= _text.Length || IsBlank(_text[position]) || IsLineEnd(_text[position]);

    private readonly bool AtMarker(ReadOnlySpan<byte> marker) =>
        Column == 0 && _text[_position..].StartsWith(marker) && IsBlankOrEnd(_position + 3);

    private readonly UsageException Error(int offset, string problem, string? nextStep = null) =>
        _source.Error(offset, problem, nextStep);

    private readonly UsageException TabError(int position) =>
        Error(position, "a tab indents this line; YAML takes only blanks", "replace the tab by blanks");

    private readonly bool IsPair(int position) =>
        _text[position] == '\r' && position + 1 < _text.Length && _text[position + 1] == '\n';

    private void PassLineEnd()
    {
        _position += IsPair(_position) ? 2 : 1;
        _lineStart = _position;
    }

    private void SkipBlanks()
    {
        while (IsBlank(Current))
        {
            _position++;
        }
    }

    private void SkipToLineEnd()
    {
        var length = _text[_position..].IndexOfAny((byte)'\r', (byte)'\n');
        _position = length < 0 ? _text.Length : _position + length;
    }

    /// <summary>Passes blanks, comments and line ends.</summary>
    /// <param name="tabs">Whether tabs may stand on the rest of this line: where no key or entry can begin.</param>
    /// <returns>Whether a line end was passed.</returns>
    private bool SkipToContent(bool tabs)
    {
        // Most of a values file is comments: here most of the parser's time goes, so this works on locals.
        var text = _text;
        var position = _position;
        var lineStart = _lineStart;
        while (true)
        {
            while ((uint)position < (uint)text.Length && text[position] == ' ')
            {
                position++;
            }

            if ((uint)position < (uint)text.Length && text[position] == '#')
            {
                var length = text[position..].IndexOfAny((byte)'\n', (byte)'\r');
                position = length < 0 ? text.Length : position + length;
            }

            if ((uint)position >= (uint)text.Length)
            {
                break;
            }

            if (IsLineEnd(text[position]))
            {
                position += IsPair(position) ? 2 : 1;
                lineStart = position;
            }
            else if (text[position] == '\t' && tabs && lineStart == _lineStart)
            {
                position++;
            }
            else
            {
                break;
            }
        }

        var passed = lineStart != _lineStart;
        (_position, _lineStart) = (position, lineStart);
        return Current == '\t' ? throw TabError(_position) : passed;
    }

    /// <summary>Throws if more than a comment follows on the line where a value ends.</summary>
    private void RequireLineEnd(int end)
    {
        SkipToContent(tabs: true);
        if (AtEnd || _lineStart >= end)
        {
            return;
        }

        throw AtValueIndicator
            ? Error(
                _position,
                "a key cannot stand here: it takes a line of its own",
                "check the indentation, or quote the text"
            )
            : Error(_position, "unexpected text behind the end of a value");
    }
}
