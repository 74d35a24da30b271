using System.Buffers;
using System.Text;

namespace Deploy.Sandbox.Containers;

/// <summary>
/// What a container's runs have printed, each line with its time (as the container runtime interface has it). Of each
/// run the last <see cref="MostBytes"/> are kept; of the runs, the present one and the one before.
/// </summary>
internal sealed class ContainerLog(TimeProvider time)
{
    private const int MostBytes = 4 << 20;
    private const int LongestLine = 64 << 10;

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _unfinished = new();
    private LinkedList<LogLine> _lines = [];
    private LinkedList<LogLine> _previous = [];
    private long _bytes;
    private TaskCompletionSource _more = New();

    /// <summary>Begins the next run's log.</summary>
    public void BeginRun()
    {
        lock (_gate)
        {
            Finish();
            _previous = _lines;
            _lines = [];
            _bytes = 0;
        }
    }

    public void Append(ReadOnlySpan<byte> printed)
    {
        lock (_gate)
        {
            while (!printed.IsEmpty)
            {
                var end = printed.IndexOf((byte)'\n');
                var part = end < 0 ? printed : printed[..end];
                _unfinished.Write(part);
                if (end >= 0 || _unfinished.WrittenCount >= LongestLine)
                {
                    Finish(isWhole: true);
                }

                printed = end < 0 ? [] : printed[(end + 1)..];
            }

            _more.TrySetResult();
            _more = New();
        }
    }

    /// <summary>The lines of the present run, or of the one before.</summary>
    public IReadOnlyList<LogLine> Lines(bool isPrevious)
    {
        lock (_gate)
        {
            return
            [
                .. isPrevious ? _previous : _lines,
                .. !isPrevious && _unfinished.WrittenCount > 0 ? [Unfinished()] : Enumerable.Empty<LogLine>(),
            ];
        }
    }

    /// <summary>The lines after one, and a task that ends when there is more.</summary>
    public (IReadOnlyList<LogLine> Lines, Task More) After(LogLine? last)
    {
        lock (_gate)
        {
            return ([.. _lines.SkipWhile(line => last is not null && line.Number <= last.Number)], _more.Task);
        }
    }

    /// <summary>The last lines, as a crash is shown.</summary>
    public string Tail(int lines, int bytes)
    {
        var text = string.Join('\n', Lines(isPrevious: false).TakeLast(lines).Select(line => line.Text));
        return text.Length <= bytes ? text : text[^bytes..];
    }

    private void Finish(bool isWhole = false)
    {
        if (_unfinished.WrittenCount == 0 && !isWhole)
        {
            return;
        }

        var line = Unfinished();
        _unfinished.ResetWrittenCount();
        _lines.AddLast(line);
        _bytes += line.Text.Length;
        while (_bytes > MostBytes && _lines.First is { } oldest)
        {
            _bytes -= oldest.Value.Text.Length;
            _lines.RemoveFirst();
        }
    }

    private long _number;

    private LogLine Unfinished() => new(++_number, time.GetUtcNow(), Encoding.UTF8.GetString(_unfinished.WrittenSpan));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A line of a log.</summary>
/// <param name="Number">Its place among all lines of the container.</param>
/// <param name="Time">When it was printed.</param>
/// <param name="Text">Without its end.</param>
internal sealed record LogLine(long Number, DateTimeOffset Time, string Text);
