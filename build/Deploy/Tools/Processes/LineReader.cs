using System.Text;

namespace Deploy.Tools.Processes;

/// <summary>
/// Reads a stream to its end and hands on each line. Only <c>\n</c> ends a line: a carriage return is part of the
/// text (file names may hold one).
/// </summary>
internal sealed class LineReader
{
    private readonly Stream _stream;
    private readonly Func<string, string?> _handler;
    private readonly List<string> _lines = [];
    private bool _closed;

    public LineReader(Stream stream, Func<string, string?>? handler)
    {
        _stream = stream;
        _handler = handler ?? (line => line);
        End = Background.Run(Read);
    }

    /// <summary>Done at the end of the stream.</summary>
    public Task End { get; }

    /// <summary>What the handler returned, line by line.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Drops what still comes: from here on nothing is handed on.</summary>
    public void Close()
    {
        lock (_lines)
        {
            _closed = true;
        }
    }

    private void Read()
    {
        using var reader = new StreamReader(_stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var buffer = new char[4096];
        var line = new StringBuilder();
        for (int count; (count = reader.Read(buffer, 0, buffer.Length)) > 0; )
        {
            var rest = buffer.AsSpan(0, count);
            for (int end; (end = rest.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                Hand(line.Append(rest[..end]).ToString());
                line.Clear();
            }

            line.Append(rest);
        }

        if (line.Length > 0)
        {
            Hand(line.ToString());
        }
    }

    private void Hand(string line)
    {
        lock (_lines)
        {
            if (!_closed && _handler(line) is { } kept)
            {
                _lines.Add(kept);
            }
        }
    }
}
