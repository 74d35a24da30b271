using Deploy.Journal;
using Deploy.Journal.Records;

namespace Deploy.Planning.Resuming;

/// <summary>Finds the run that is to go on.</summary>
/// <param name="journals">Reads the journals.</param>
/// <param name="history">Knows how runs ended.</param>
internal sealed class UnfinishedRuns(JournalReader journals, RunHistory history)
{
    /// <summary>The run of an id, or else the last that did not end well and that no later run has brought to its end.</summary>
    /// <exception cref="UsageException">There is no run of that id; the nearest are named.</exception>
    /// <exception cref="RefusedException">It ended well, is alive, or its journal does not say what it was.</exception>
    public UnfinishedRun Find(string? id)
    {
        var run = id is null ? Last() : history.Of(id);
        if (run.End == RunEnd.Done)
        {
            throw new RefusedException($"Run {run.Id} ended well: there is nothing to go on with")
            {
                NextStep = "run its command again; what is done already is found",
            };
        }

        if (run.End == RunEnd.Running)
        {
            throw new RefusedException($"Run {run.Id} is still alive: process {run.ProcessId} on this machine")
            {
                NextStep = "wait until it has ended, or end it",
            };
        }

        if (FinishedBy(run.Id) is { } other)
        {
            throw new RefusedException($"Run {run.Id} was brought to its end by run {other}");
        }

        return Read(run);
    }

    private JournaledRun Last()
    {
        var goneOnWith = new HashSet<string>();
        foreach (var run in history.Latest())
        {
            if (run.Resumes is { } earlier)
            {
                goneOnWith.Add(earlier);
            }

            if (run.End != RunEnd.Done && !goneOnWith.Contains(run.Id))
            {
                return run;
            }
        }

        throw new RefusedException("No run in this checkout has anything left to do")
        {
            NextStep = "--target=Runs lists the last ones",
        };
    }

    // Ids sort by time: only later runs can have gone on with it.
    private string? FinishedBy(string id)
    {
        var chain = new HashSet<string> { id };
        foreach (var run in history.Latest().TakeWhile(run => run.Id != id).Reverse())
        {
            if (run.Resumes is { } earlier && chain.Contains(earlier))
            {
                chain.Add(run.Id);
                if (run.End == RunEnd.Done)
                {
                    return run.Id;
                }
            }
        }

        return null;
    }

    private UnfinishedRun Read(JournaledRun run)
    {
        var records = journals.Read(run.Id);
        if (
            records is not [.., _]
            || records.OfType<RunStartedRecord>().FirstOrDefault()
                is not { CommandLine: not null, Services: not null } start
        )
        {
            throw new RefusedException($"The journal of run {run.Id} does not say what it was")
            {
                NextStep = "run its command again; what is done already is found",
            };
        }

        if (start.Schema > RunStartedRecord.CurrentSchema)
        {
            throw new RefusedException($"Run {run.Id} is of a later version of this program")
            {
                NextStep = "go on with that version",
            };
        }

        return new(start, run.End, [.. Claims(start, records)]);
    }

    // A run that went on with another may have died before it came to what that one had proved.
    private IEnumerable<Fact> Claims(RunStartedRecord start, IReadOnlyList<RunRecord> records)
    {
        var own = records.OfType<ProvenRecord>().Select(record => record.Read()).OfType<Fact>();
        if (start.Resumes is not { } earlier || !journals.Runs().Contains(earlier))
        {
            return own;
        }

        var before = journals.Read(earlier);
        return before.OfType<RunStartedRecord>().FirstOrDefault() is { } first
            ? Claims(first, before).Concat(own)
            : own;
    }
}
