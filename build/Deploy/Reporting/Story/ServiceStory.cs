using Deploy.Journal.Records;

namespace Deploy.Reporting.Story;

/// <summary>What became of a service.</summary>
/// <param name="Plan">What was planned for it.</param>
/// <param name="Cells">How far each stage came with it.</param>
/// <param name="Failures">What failed.</param>
/// <param name="Left">In which states its releases were left that failed.</param>
internal sealed record ServiceStory(
    PlannedServiceRecord Plan,
    IReadOnlyList<StageCell> Cells,
    IReadOnlyList<FailedRecord> Failures,
    IReadOnlyList<ReleaseLeftRecord> Left
)
{
    /// <summary>Tells a service from a run's records.</summary>
    public static ServiceStory Of(
        PlannedServiceRecord plan,
        IReadOnlyList<StageStory> stages,
        IReadOnlyList<RunRecord> records
    ) =>
        new(
            plan,
            [.. stages.Select(stage => StageCell.Of(stage, plan.Name, records))],
            [.. records.OfType<FailedRecord>().Where(failed => failed.Service == plan.Name)],
            [.. records.OfType<ReleaseLeftRecord>().Where(left => left.Service == plan.Name)]
        );

    /// <summary>Its name.</summary>
    public string Name => Plan.Name;

    /// <summary>Whether every stage that the run has is done with it.</summary>
    public bool IsFinished => Cells.All(cell => cell.State is CellState.Done or CellState.Skipped);

    /// <summary>Whether a stage never began with it, and every other stage that the run has is done.</summary>
    public bool LacksOnly(Stage stage) =>
        Cells.All(cell =>
            cell.Stage == stage ? cell.State == CellState.NotReached : cell.State is CellState.Done or CellState.Skipped
        );

    /// <summary>Its releases as they were installed.</summary>
    public IEnumerable<ReleaseInstalled> Releases => Facts.OfType<ReleaseInstalled>();

    /// <summary>Its Helm tests.</summary>
    public IEnumerable<TestsRan> Tests => Facts.OfType<TestsRan>();

    /// <summary>Everything that was proved about it.</summary>
    public IEnumerable<Fact> Facts => Cells.SelectMany(cell => cell.Facts);
}

/// <summary>How far a stage came with a service.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="State">How far.</param>
/// <param name="Began">When; null where it did not.</param>
/// <param name="Time">How long it took; null where that is not known.</param>
/// <param name="Facts">What it proved.</param>
/// <param name="WhyNot">Why it did not begin; null where it did, or the run ended before it.</param>
internal sealed record StageCell(
    Stage Stage,
    CellState State,
    DateTimeOffset? Began,
    TimeSpan? Time,
    IReadOnlyList<Fact> Facts,
    string? WhyNot
)
{
    /// <summary>Tells a cell from a run's records.</summary>
    public static StageCell Of(StageStory stage, string service, IReadOnlyList<RunRecord> records)
    {
        var began = records
            .OfType<ServiceStartedRecord>()
            .FirstOrDefault(record => record.Stage == stage.Stage && record.Service == service);
        var failed = records
            .OfType<FailedRecord>()
            .FirstOrDefault(record => record.Stage == stage.Stage && record.Service == service);
        var ended = records
            .OfType<ServiceEndedRecord>()
            .FirstOrDefault(record => record.Stage == stage.Stage && record.Service == service);
        var state =
            failed is not null ? CellState.Failed
            : ended is not null ? CellState.Done
            : began is not null ? CellState.Cut
            : stage.State is CellState.Done or CellState.Skipped ? stage.State
            : CellState.NotReached;
        return new(
            stage.Stage,
            state,
            began?.At,
            began is null ? null : ((RunRecord?)failed ?? ended)?.At - began.At,
            [
                .. records
                    .OfType<ProvenRecord>()
                    .Where(record => record.Stage == stage.Stage && record.Service == service)
                    .Select(record => record.Read())
                    .OfType<Fact>(),
            ],
            records
                .OfType<ServiceNotStartedRecord>()
                .FirstOrDefault(record => record.Stage == stage.Stage && record.Service == service)
                ?.Why
        );
    }
}
