using System.Buffers;

namespace Deploy.Yaml.Parsing;

// Scalars are scanned before it is known whether they are keys, and added to the list afterwards.
internal ref partial struct YamlParser
{
    private Leaf ScanScalar(int parentIndent, bool flow) =>
        Current switch
        {
            (byte)'*' => ScanAlias(),
            (byte)'\'' or (byte)'"' => ScanQuoted(),
            _ => ScanPlain(parentIndent, flow),
        };

    private static Leaf Scalar(ScalarStyle style, int start, int end, int indent = 0) =>
        new(TokenKind.Scalar, style, start, end, indent);

    // Runs of text with gaps between them: blanks, and line ends as long as the next line is indented deeper.
    private Leaf ScanPlain(int parentIndent, bool flow)
    {
        if (!char.IsAsciiLetterOrDigit((char)Current))
        {
            RequirePlainStart(flow);
        }

        var start = _position;
        int end;
        do
        {
            PassPlainRun(flow);
            end = _position;
        } while (!AtValueIndicator && PassPlainGap(parentIndent, flow) && !AtPlainEnd(flow));

        return Scalar(ScalarStyle.Plain, start, end);
    }

    // Apart, so that only files with brackets pay for the table.
    private static class FlowText
    {
        private static readonly SearchValues<byte> _ends = SearchValues.Create(" \t\r\n:,?[]{}"u8);

        public static int EndOfRun(ReadOnlySpan<byte> text) => text.IndexOfAny(_ends);
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

        if (AtSequenceEntry || AtExplicitKey)
        {
            throw Error(_position, $"'{(char)Current} ' cannot stand here", "check the indentation of this line");
        }
    }

    private void PassPlainRun(bool flow)
    {
        var text = _text;
        var position = _position;
        while (true)
        {
            var length = flow ? FlowText.EndOfRun(text[position..]) : text[position..].IndexOfAny(" \t\r\n:"u8);
            position = length < 0 ? text.Length : position + length;
            var isColon = length >= 0 && text[position] == ':' && !IsBlankOrEnd(position + 1);
            if (flow)
            {
                RequireClearInFlow(position, isColon);
            }

            if (!isColon)
            {
                _position = position;
                return;
            }

            position++;
        }
    }

    // What Helm and readers of YAML 1.2 see differently.
    private readonly void RequireClearInFlow(int position, bool isColon)
    {
        if (isColon && ",[]{}"u8.Contains(_text[position + 1]))
        {
            throw Error(position, "a blank is missing behind this ':'", "quote the text if the colon belongs to it");
        }

        if (position < _text.Length && _text[position] == '?')
        {
            throw Error(position, "Helm does not take a '?' in unquoted text between brackets", "quote the text");
        }
    }

    /// <summary>Passes blanks and line ends. False if there are none, or if the scalar's block ends behind them.</summary>
    private bool PassPlainGap(int parentIndent, bool flow)
    {
        var text = _text;
        var start = _position;
        var position = start;
        var lineStart = _lineStart;
        for (; (uint)position < (uint)text.Length; position++)
        {
            if (IsLineEnd(text[position]))
            {
                position += IsPair(position) ? 1 : 0;
                lineStart = position + 1;
            }
            else if (text[position] == '\t')
            {
                RequireInside(position, lineStart, start, flow ? -1 : parentIndent);
            }
            else if (text[position] != ' ')
            {
                break;
            }
        }

        (_position, _lineStart) = (position, lineStart);
        return position > start && (flow || lineStart <= start || Column > parentIndent);
    }

    private readonly void RequireInside(int tab, int lineStart, int scalarEnd, int parentIndent)
    {
        if (lineStart > scalarEnd && tab - lineStart <= parentIndent)
        {
            throw TabError(tab);
        }
    }

    private readonly bool AtPlainEnd(bool flow) =>
        Current == '#' || ContentColumn < 0 || AtValueIndicator || (flow && ",?[]{}"u8.Contains(Current));
}
