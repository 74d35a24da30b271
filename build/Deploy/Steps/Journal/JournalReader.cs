using Deploy.Model;

namespace Deploy.Steps.Journal;

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
    public IReadOnlyList<RunRecord> Read(string run)
    {
        if (!Runs().Contains(run))
        {
            throw new UsageException($"There is no run {Printable.Quote(run)}{Nearest.Suggestion(run, Runs())}")
            {
                NextStep = Runs() is [var last, ..]
                    ? $"the last one is {last}"
                    : $"no run has left a journal in {paths.Runs}",
            };
        }

        return
        [
            .. File.ReadLines(Path.Combine(paths.Runs, run, JournalFile.Name))
                .Select(line => RecordJson.Read(System.Text.Encoding.UTF8.GetBytes(line)))
                .OfType<RunRecord>(),
        ];
    }
}
