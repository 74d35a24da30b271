using Deploy.Journal.Records;

namespace Deploy.Journal;

/// <summary>Reads the journals of runs, those of runs that died included.</summary>
/// <param name="paths">Where the checkout is.</param>
internal sealed class JournalReader(RepositoryPaths paths)
{
    /// <summary>The ids of all runs that left a journal, the latest first.</summary>
    public IReadOnlyList<string> Runs() =>
        !Directory.Exists(paths.Runs)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(paths.Runs)
                    .Where(folder => File.Exists(Path.Combine(folder, JournalFile.Name)))
                    .Select(folder => Path.GetFileName(folder)!)
                    .OrderDescending(StringComparer.Ordinal),
            ];

    /// <summary>The records of a run, in the order in which things happened.</summary>
    /// <remarks>The last line of a run that was killed may be torn; it is left out.</remarks>
    /// <exception cref="UsageException">There is no such run; the latest are named.</exception>
    public IReadOnlyList<RunRecord> Read(string run) => [.. Lines(run).Select(Record).OfType<RunRecord>()];

    /// <summary>How a run began and how it ended; nothing else of its journal is parsed.</summary>
    /// <remarks>Notes may stand before the one and behind the other.</remarks>
    /// <returns>Null where the journal does not say it.</returns>
    /// <exception cref="UsageException">There is no such run; the latest are named.</exception>
    public (RunStartedRecord? Start, RunEndedRecord? End) ReadEnds(string run)
    {
        string? start = null;
        string? end = null;
        foreach (var line in Lines(run))
        {
            start ??= IsOf("run_started", line) ? line : null;
            end = IsOf("run_ended", line) ? line : end;
        }

        return (Record(start ?? "") as RunStartedRecord, Record(end ?? "") as RunEndedRecord);
    }

    // The event stands first in every record.
    private static bool IsOf(string kind, string line) =>
        line.StartsWith($"{{\"event\":\"{kind}\"", StringComparison.Ordinal);

    private IEnumerable<string> Lines(string run)
    {
        var journal = Path.Combine(paths.Runs, run, JournalFile.Name);
        if (Path.GetFileName(run) != run || !File.Exists(journal))
        {
            throw new UsageException($"There is no run {Printable.Quote(run)}{Nearest.Suggestion(run, Runs())}")
            {
                NextStep = Runs() is [var last, ..]
                    ? $"the last one is {last}"
                    : $"no run has left a journal in {paths.Runs}",
            };
        }

        return File.ReadLines(journal).Where(line => line.Length > 0);
    }

    private static RunRecord? Record(string line) => RecordJson.Read(System.Text.Encoding.UTF8.GetBytes(line));
}
