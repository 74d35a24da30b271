using System.Runtime.InteropServices;
using System.Text.Unicode;
using Deploy.Yaml.Parsing;

namespace Deploy.Charts.Index;

/// <summary>
/// Walks through the lines of an <see cref="IndexText"/> and knows where each one stands. A large index has more than a
/// million lines, so nothing here is made anew for a line.
/// </summary>
internal sealed class IndexLines(IndexText text)
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _pieces = text.Pieces;
    private int _nextPiece;
    private ArraySegment<byte> _piece = ArraySegment<byte>.Empty;
    private long _pieceStart;
    private int _start;
    private int _end;
    private int _length;
    private bool _givenBack;

    /// <summary>How far reading came.</summary>
    internal enum State
    {
        /// <summary>There is a line.</summary>
        Line,

        /// <summary>All lines were read.</summary>
        End,

        /// <summary>The last line has no end.</summary>
        CutOff,

        /// <summary>The text is not UTF-8.</summary>
        NotUtf8,

        /// <summary>The text holds control characters, at which readers of YAML stop or end.</summary>
        HasControls,
    }

    /// <summary>The line, without its end and without a byte order mark.</summary>
    public ReadOnlySpan<byte> Text => _piece.Array.AsSpan(_piece.Offset + _start, _length);

    /// <summary>How many spaces it begins with; all of its length for a blank line.</summary>
    public int Indent { get; private set; }

    /// <summary>Its number, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The offset of its first byte.</summary>
    public long Start => _pieceStart + _start;

    /// <summary>The offset behind its line end.</summary>
    public long End => _pieceStart + _end;

    /// <summary>The rest of the line, from a column on.</summary>
    public ReadOnlyMemory<byte> From(int column) => _piece.AsMemory(_start + column, _length - column);

    /// <summary>Makes the next <see cref="Read"/> stay on this line.</summary>
    public void GiveBack() => _givenBack = true;

    /// <summary>Goes on to the next line.</summary>
    public State Read()
    {
        if (_givenBack)
        {
            _givenBack = false;
            return State.Line;
        }

        if (_end == _piece.Count)
        {
            if (_nextPiece == _pieces.Count)
            {
                return State.End;
            }

            OpenNextPiece();
        }

        Number++;
        return _end > 0 ? ReadLine()
            : !Utf8.IsValid(_piece) ? State.NotUtf8
            : TextRules.IndexOfControl(_piece) >= 0 || HasLoneReturn(_piece) ? State.HasControls
            : ReadLine();
    }

    // To YAML it ends a line, to editors and to this reader it does not.
    private static bool HasLoneReturn(ReadOnlySpan<byte> text)
    {
        for (var found = text.IndexOf((byte)'\r'); found >= 0; found = text.IndexOf((byte)'\r'))
        {
            text = text[(found + 1)..];
            if (!text.StartsWith("\n"u8))
            {
                return true;
            }
        }

        return false;
    }

    private void OpenNextPiece()
    {
        _pieceStart += _piece.Count;
        var next = _pieces[_nextPiece++];
        _piece = MemoryMarshal.TryGetArray(next, out var array) ? array : next.ToArray();
        _end = 0;
    }

    private State ReadLine()
    {
        var rest = _piece.AsSpan(_end);
        _length = rest.IndexOf((byte)'\n');
        if (_length < 0)
        {
            return State.CutOff;
        }

        _start = _end;
        _end += _length + 1;
        _length -= _length > 0 && rest[_length - 1] == '\r' ? 1 : 0;
        if (Number == 1 && rest.StartsWith("\uFEFF"u8))
        {
            (_start, _length) = (_start + 3, _length - 3);
        }

        var line = Text;
        var indent = 0;
        while (indent < line.Length && line[indent] == ' ')
        {
            indent++;
        }

        Indent = indent;
        return State.Line;
    }
}
