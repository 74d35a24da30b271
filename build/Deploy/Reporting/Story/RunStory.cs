using Deploy.Journal.Records;

namespace Deploy.Reporting.Story;

/// <summary>
/// A run as its records tell it: what every summary and report is made from, while the run ends or years later.
/// </summary>
/// <param name="Start">How it began.</param>
/// <param name="End">How it ended; null where it died.</param>
/// <param name="Stages">What became of each stage of the whole pipeline.</param>
/// <param name="Services">What became of each service.</param>
/// <param name="Failures">Everything that failed, in the order in which it did.</param>
/// <param name="Notes">What the user should know.</param>
internal sealed record RunStory(
    RunStartedRecord Start,
    RunEndedRecord? End,
    IReadOnlyList<StageStory> Stages,
    IReadOnlyList<ServiceStory> Services,
    IReadOnlyList<FailedRecord> Failures,
    IReadOnlyList<NoteRecord> Notes
)
{
    /// <summary>Tells a run from its records; null where they do not hold its beginning.</summary>
    public static RunStory? Of(IReadOnlyList<RunRecord> records)
    {
        if (records.OfType<RunStartedRecord>().FirstOrDefault() is not { } start)
        {
            return null;
        }

        var stages = Enum.GetValues<Stage>().Select(stage => StageStory.Of(stage, start, records)).ToList();
        return new(
            start,
            records.OfType<RunEndedRecord>().LastOrDefault(),
            stages,
            [.. start.Services.Select(service => ServiceStory.Of(service, stages, records))],
            [.. records.OfType<FailedRecord>()],
            [.. records.OfType<NoteRecord>()]
        );
    }

    /// <summary>How the run ended.</summary>
    public RunOutcome Outcome =>
        End switch
        {
            null => RunOutcome.Died,
            { ExitCode: (int)ExitCode.Done } => RunOutcome.Done,
            { ExitCode: (int)ExitCode.Interrupted } => RunOutcome.Interrupted,
            { ExitCode: (int)ExitCode.Refused } => RunOutcome.Refused,
            _ => RunOutcome.Failed,
        };

    /// <summary>The services that the run did not bring to its end.</summary>
    public IEnumerable<ServiceStory> Unfinished => Services.Where(service => !service.IsFinished);
}

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    Done,
    Failed,
    Refused,
    Interrupted,

    /// <summary>It says nothing of an end: it was killed, or still runs.</summary>
    Died,
}
