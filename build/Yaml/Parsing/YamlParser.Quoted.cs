using System.Buffers.Text;
using System.Text;

namespace Deploy.Yaml.Parsing;

// Scalars in quotes.
internal ref partial struct YamlParser
{
    private Leaf ScanQuoted()
    {
        var start = _position;
        var quote = Current;
        var isSingle = quote == '\'';
        _position++;
        while (true)
        {
            var length = _text[_position..].IndexOfAny(isSingle ? "'\r\n"u8 : "\"\\\r\n"u8);
            _position = length < 0 ? _text.Length : _position + length;
            if (AtEnd)
            {
                throw NeverClosed(start);
            }

            if (Current == '\\')
            {
                PassEscape(start);
            }
            else if (IsLineEnd(Current))
            {
                PassLineEnd();
                RequireNoMarker(start);
            }
            else if (isSingle && _position + 1 < _text.Length && _text[_position + 1] == '\'')
            {
                _position += 2;
            }
            else
            {
                _position++;
                return Scalar(isSingle ? ScalarStyle.SingleQuoted : ScalarStyle.DoubleQuoted, start, _position);
            }
        }
    }

    private readonly UsageException NeverClosed(int quotes) =>
        Error(quotes, "the quotes that open here are never closed");

    // A document ends at its marker, whatever is open.
    private readonly void RequireNoMarker(int quotes)
    {
        if (ContentColumn < 0)
        {
            throw NeverClosed(quotes);
        }
    }

    private void PassEscape(int quotes)
    {
        var start = _position++;
        if (IsLineEnd(Current))
        {
            PassLineEnd();
            RequireNoMarker(quotes);
            return;
        }

        var digits = DoubleQuotedText.DigitsAfter(Current);
        if (digits == 0 && !DoubleQuotedText.EscapeLetters.Contains(Current))
        {
            throw Error(start, $"there is no escape '\\' with {Shown(Current)}", "write '\\\\' for a backslash");
        }

        _position++;
        if (digits > 0)
        {
            PassCode(start, digits);
        }
    }

    private void PassCode(int start, int digits)
    {
        var code = HexNumber(digits) ?? throw Error(start, $"this escape takes {digits} hexadecimal digits");
        _position += digits;
        if (char.IsHighSurrogate((char)code) && code <= char.MaxValue && _text[_position..].StartsWith("\\u"u8))
        {
            // JSON's way to write a character beyond U+FFFF.
            _position += 2;
            var low = HexNumber(4);
            _position += 4;
            code = low is { } half && char.IsLowSurrogate((char)half) ? 0x10000 : -1;
        }

        if (!Rune.IsValid(code))
        {
            throw Error(start, "this escape names no character");
        }
    }

    private readonly int? HexNumber(int digits) =>
        _position + digits <= _text.Length
        && Utf8Parser.TryParse(_text.Slice(_position, digits), out uint code, out var used, 'x')
        && used == digits
        && code <= int.MaxValue
            ? (int)code
            : null;
}
