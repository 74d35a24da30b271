using System.Buffers;

namespace Deploy.Yaml.Parsing;

// Scalars are scanned before it is known whether they are keys, and added to the list afterwards.
internal ref partial struct YamlParser
{
    private static readonly SearchValues<byte> EndOfPlainRun = SearchValues.Create(" \t\r\n:"u8);
    private static readonly SearchValues<byte> EndOfFlowRun = SearchValues.Create(" \t\r\n:,?[]{}"u8);

    private Token ScanScalar(int parentIndent, bool flow) =>
        Current switch
        {
            (byte)'*' => ScanAlias(),
            (byte)'\'' or (byte)'"' => ScanQuoted(),
            _ => ScanPlain(parentIndent, flow),
        };

    private static Token Scalar(ScalarStyle style, int start, int end, int indent = 0) =>
        new()
        {
            Kind = TokenKind.Scalar,
            Style = style,
            Start = start,
            End = end,
            Indent = indent,
        };

    // Runs of text with gaps between them: blanks, and line ends as long as the next line is indented deeper.
    private Token ScanPlain(int parentIndent, bool flow)
    {
        RequirePlainStart(flow);
        var start = _position;
        int end;
        do
        {
            PassPlainRun(flow);
            end = _position;
        } while (PassPlainGap(parentIndent, flow) && !AtPlainEnd(flow));

        return Scalar(ScalarStyle.Plain, start, end);
    }

    private void RequirePlainStart(bool flow)
    {
        if (AtEnd || ",[]{}#&*!|>'\"%@`"u8.Contains(Current))
        {
            throw Error(_position, $"a value cannot begin with {Shown(Current)}", AtEnd ? null : "quote the text");
        }

        if (Current == ':' && (flow || IsBlankOrEnd(_position + 1)))
        {
            throw Error(_position, "a key is missing before this ':'");
        }

        if (Current == '-' && IsBlankOrEnd(_position + 1))
        {
            throw Error(_position, "a list entry ('- ') cannot stand here", "check the indentation of this line");
        }
    }

    private void PassPlainRun(bool flow)
    {
        while (true)
        {
            var length = _text[_position..].IndexOfAny(flow ? EndOfFlowRun : EndOfPlainRun);
            _position = length < 0 ? _text.Length : _position + length;
            if (Current == '?')
            {
                throw Error(_position, "Helm does not take a '?' in unquoted text between brackets", "quote the text");
            }

            if (Current != ':' || IsBlankOrEnd(_position + 1))
            {
                return;
            }

            if (flow && ",[]{}"u8.Contains(_text[_position + 1]))
            {
                throw Error(
                    _position,
                    "a blank is missing behind this ':'",
                    "quote the text if the colon belongs to it"
                );
            }

            _position++;
        }
    }

    /// <summary>Passes blanks and line ends. False if there are none, or if the scalar's block ends behind them.</summary>
    private bool PassPlainGap(int parentIndent, bool flow)
    {
        var start = _position;
        var newLine = false;
        while (true)
        {
            if (IsLineEnd(Current))
            {
                PassLineEnd();
                newLine = true;
            }
            else if (IsBlank(Current))
            {
                var indents = newLine && !flow && Column <= parentIndent;
                _position = Current == '\t' && indents ? throw TabError() : _position + 1;
            }
            else
            {
                return _position > start && !(newLine && !flow && Column <= parentIndent);
            }
        }
    }

    private readonly bool AtPlainEnd(bool flow) =>
        Current == '#' || ContentColumn < 0 || AtValueIndicator || (flow && ",?[]{}"u8.Contains(Current));
}
