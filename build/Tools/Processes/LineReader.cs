using System.Runtime.ExceptionServices;
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

    /// <summary>Done at the end of the stream; with the handler's exception, if it threw one.</summary>
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

    // Whatever the handler does, the stream is read to its end: a child whose output nobody takes would wait for ever.
    private void Read()
    {
        ExceptionDispatchInfo? problem = null;
        foreach (var line in Split())
        {
            try
            {
                Hand(line);
            }
            catch (Exception e)
            {
                problem = ExceptionDispatchInfo.Capture(e);
                Close();
            }
        }

        problem?.Throw();
    }

    private IEnumerable<string> Split()
    {
        using var reader = new StreamReader(_stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var buffer = new char[4096];
        var line = new StringBuilder();
        for (int count; (count = reader.Read(buffer, 0, buffer.Length)) > 0; )
        {
            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, '\n', start, count - start)) >= 0; start = end + 1)
            {
                yield return line.Append(buffer, start, end - start).ToString();
                line.Clear();
            }

            line.Append(buffer, start, count - start);
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
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
