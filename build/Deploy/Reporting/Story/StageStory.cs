using Deploy.Journal.Records;

namespace Deploy.Reporting.Story;

/// <summary>What became of a stage.</summary>
/// <param name="Stage">Which.</param>
/// <param name="State">How far it came.</param>
/// <param name="Began">When it began; null where it did not.</param>
/// <param name="Time">How long it took; null where it did not end.</param>
/// <param name="Why">Why it was skipped.</param>
internal sealed record StageStory(Stage Stage, CellState State, DateTimeOffset? Began, TimeSpan? Time, string? Why)
{
    /// <summary>Tells a stage from a run's records.</summary>
    public static StageStory Of(Stage stage, RunStartedRecord start, IReadOnlyList<RunRecord> records)
    {
        var began = records.OfType<StageStartedRecord>().FirstOrDefault(record => record.Stage == stage)?.At;
        var end = records.OfType<StageEndedRecord>().LastOrDefault(record => record.Stage == stage);
        var state = end switch
        {
            { Outcome: StageOutcome.Done } => CellState.Done,
            { Outcome: StageOutcome.Failed } => CellState.Failed,
            { Outcome: StageOutcome.Skipped } => CellState.Skipped,
            _ when !start.Stages.Contains(stage) => CellState.Skipped,
            _ => began is null ? CellState.NotReached : CellState.Cut,
        };
        return new(
            stage,
            state,
            began,
            end is null || state == CellState.Skipped ? null : TimeSpan.FromSeconds(end.Seconds),
            end?.Why ?? (start.Stages.Contains(stage) ? null : Pipeline.WhyNot(start.Target))
        );
    }
}

/// <summary>How far something came.</summary>
internal enum CellState
{
    NotReached,
    Skipped,

    /// <summary>It began, and nobody says that it ended.</summary>
    Cut,
    Done,
    Failed,
}
