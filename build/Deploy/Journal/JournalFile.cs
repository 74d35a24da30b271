using Deploy.Journal.Records;

namespace Deploy.Journal;

/// <summary>
/// The journal of a run: <c>.deploy/runs/&lt;id&gt;/journal.jsonl</c>, one record per line, each on the disk before
/// the run goes on.
/// </summary>
/// <remarks>
/// A run that only looks leaves nothing behind: the file is made with the first record of something done, and the
/// records before it are then written too.
/// </remarks>
/// <param name="folder">The folder of the run.</param>
internal sealed class JournalFile(RunFolder folder) : IRunReader, IDisposable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string Name = "journal.jsonl";

    private readonly List<RunRecord> _before = [];
    private FileStream? _file;

    /// <inheritdoc/>
    public void Read(RunRecord record)
    {
        if (record is ChildOutputRecord or ReleaseProgressRecord)
        {
            return;
        }

        if (_file is null)
        {
            _before.Add(record);
            if (record is NoteRecord)
            {
                return;
            }

            _file = new(Path.Combine(folder.Create(), Name), FileMode.Append, FileAccess.Write, FileShare.Read);
            _before.ForEach(Write);
            _before.Clear();
        }
        else
        {
            Write(record);
        }

        _file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Write(RunRecord record) => _file!.Write([.. RecordJson.Line(record), (byte)'\n']);
}
