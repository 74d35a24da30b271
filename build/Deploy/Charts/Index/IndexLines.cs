using System.Text.Unicode;

namespace Deploy.Charts;

/// <summary>Walks through the lines of an <see cref="IndexText"/> and knows where each one stands.</summary>
internal sealed class IndexLines(IndexText text)
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _pieces = text.Pieces;
    private int _piece;
    private int _offset;
    private long _pieceStart;
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
        NotText,
    }

    /// <summary>The line, without its end and without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Its number, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The offset of its first byte.</summary>
    public long Start => End - _length;

    /// <summary>The offset behind its line end.</summary>
    public long End => _pieceStart + _offset;

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

        while (_piece < _pieces.Count && _offset == _pieces[_piece].Length)
        {
            _pieceStart += _pieces[_piece++].Length;
            _offset = 0;
        }

        if (_piece == _pieces.Count)
        {
            return State.End;
        }

        Number++;
        return _offset > 0 || Utf8.IsValid(_pieces[_piece].Span) ? ReadLine(_pieces[_piece][_offset..]) : State.NotText;
    }

    private State ReadLine(ReadOnlyMemory<byte> rest)
    {
        var newline = rest.Span.IndexOf((byte)'\n');
        if (newline < 0)
        {
            return State.CutOff;
        }

        _offset += newline + 1;
        _length = newline + 1;
        var line = rest[..newline];
        line = line.Span.EndsWith("\r"u8) ? line[..^1] : line;
        Current = Number == 1 && line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
        return State.Line;
    }
}
