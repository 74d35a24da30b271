using Deploy.Model;

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
    private readonly int ContentColumn => AtEnd || AtMarker("---"u8) || AtMarker("..."u8) ? -1 : Column;

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

    private readonly UsageException TabError() =>
        Error(_position, "a tab indents this line; YAML takes only blanks", "replace the tab by blanks");

    private void PassLineEnd()
    {
        _position += Current == '\r' && _position + 1 < _text.Length && _text[_position + 1] == '\n' ? 2 : 1;
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
        var passed = false;
        while (true)
        {
            if (Current == ' ')
            {
                _position++;
            }
            else if (Current == '\t')
            {
                _position = tabs && !passed ? _position + 1 : throw TabError();
            }
            else if (Current == '#')
            {
                SkipToLineEnd();
            }
            else if (IsLineEnd(Current))
            {
                PassLineEnd();
                passed = true;
            }
            else
            {
                return passed;
            }
        }
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
