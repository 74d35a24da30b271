using System.Text.Json;
using Deploy.Model;

namespace Deploy.Steps.Journal;

/// <summary>
/// The journal of a run: <c>.deploy/runs/&lt;id&gt;/journal.jsonl</c>, one line per proven fact, on the disk before
/// the run goes on.
/// </summary>
/// <param name="folder">The folder of the run; made with the first fact.</param>
/// <param name="time">When things happen.</param>
public sealed class JournalFile(RunFolder folder, TimeProvider time) : IRunObserver, IDisposable
{
    private FileStream? _file;

    /// <inheritdoc/>
    public void Observe(RunEvent happened)
    {
        if (happened is not Proven { Fact: var fact })
        {
            return;
        }

        _file ??= new FileStream(
            Path.Combine(folder.Create(), "journal.jsonl"),
            FileMode.Append,
            FileAccess.Write,
            FileShare.Read
        );
        var line = JsonSerializer.SerializeToUtf8Bytes(
            new JournalLine(time.GetUtcNow(), FactRecord.Of(fact)),
            JournalJson.Default.JournalLine
        );
        _file.Write([.. line, (byte)'\n']);
        _file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
