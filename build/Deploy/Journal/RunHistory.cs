using Deploy.Journal.Records;

namespace Deploy.Journal;

/// <summary>How runs ended, by the beginnings and ends of their journals and the processes of this machine.</summary>
/// <param name="journals">Reads the journals.</param>
/// <param name="host">The name of this machine.</param>
/// <param name="startOf">When a process of this machine began; null where none has that id.</param>
internal sealed class RunHistory(JournalReader journals, string host, Func<int, DateTimeOffset?> startOf)
{
    /// <summary>The latest runs, the last one first; all of them where nobody counts.</summary>
    public IEnumerable<JournaledRun> Latest(int count = int.MaxValue) => journals.Runs().Take(count).Select(Of);

    /// <summary>What a run was, and how it ended.</summary>
    /// <exception cref="UsageException">There is no such run.</exception>
    public JournaledRun Of(string run)
    {
        var (start, end) = journals.ReadEnds(run);
        var (state, process) = end is null ? Unended(start) : (EndOf(end.ExitCode), null);
        return new(
            run,
            Time(start),
            start?.Target ?? "",
            start?.Environment ?? "",
            [.. (start?.Services ?? []).Select(service => service.Name)],
            start?.User ?? "",
            state,
            end?.ExitCode,
            process,
            start?.Resumes
        );
    }

    private (RunEnd State, int? Process) Unended(RunStartedRecord? start)
    {
        if (start is null or { ProcessId: 0 } || start.Host != host)
        {
            return (RunEnd.Unknown, null);
        }

        // Ids come round again: a process that began after the run did is another one.
        var isAlive = startOf(start.ProcessId) is { } began && began <= Time(start);
        return (isAlive ? RunEnd.Running : RunEnd.Died, start.ProcessId);
    }

    // A journal of another version may have other codes.
    private static RunEnd EndOf(int exitCode) =>
        exitCode == (int)ExitCode.Done ? RunEnd.Done
        : exitCode == (int)ExitCode.Refused ? RunEnd.Refused
        : exitCode == (int)ExitCode.Interrupted ? RunEnd.Interrupted
        : RunEnd.Failed;

    private static DateTimeOffset? Time(RunStartedRecord? start) =>
        start is null || start.At == default ? null : start.At;
}
