using Cake.Core.Diagnostics;
using Deploy.Journal;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Screen;

/// <summary>
/// The run on a terminal: what is done scrolls by, and below it stands one line per service with what it waits for,
/// and the pipeline.
/// </summary>
/// <param name="output">The terminal.</param>
/// <param name="height">Its rows at this moment.</param>
/// <param name="log">How much is wanted.</param>
/// <param name="run">The run so far.</param>
/// <param name="report">Where the run's report will be.</param>
/// <param name="time">Moves the clocks in the lines.</param>
internal sealed class LiveView(
    Output output,
    Func<int> height,
    ICakeLog log,
    RunLog run,
    Func<string?> report,
    TimeProvider time
) : IRunReader, IDisposable
{
    private static readonly TimeSpan _frame = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly LiveRegion _region = new(output);
    private readonly List<LiveRow> _rows = [];
    private readonly List<(Stage Stage, CellState State)> _stages = [];
    private string _title = "";
    private DateTimeOffset _began;
    private ITimer? _clock;

    /// <inheritdoc/>
    public void Read(RunRecord record)
    {
        lock (_gate)
        {
            Follow(record);
            if (record is RunEndedRecord)
            {
                End();
            }
            else
            {
                Say(record);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _clock?.Dispose();
            _clock = null;
            if (_region.IsDrawn)
            {
                _region.Draw([], []);
            }
        }
    }

    private void Follow(RunRecord record)
    {
        switch (record)
        {
            case RunStartedRecord begun:
                _title = $"{begun.Target} → {begun.Environment}";
                _began = begun.At;
                _stages.AddRange(begun.Stages.Select(stage => (stage, CellState.NotReached)));
                _rows.AddRange(begun.Services.Select(service => new LiveRow(service.Name)));
                _clock = time.CreateTimer(_ => Tick(), null, _frame, _frame);
                break;
            case StageStartedRecord stage:
                Mark(stage.Stage, CellState.Cut);
                break;
            case StageEndedRecord stage:
                Mark(
                    stage.Stage,
                    stage.Outcome switch
                    {
                        StageOutcome.Done => CellState.Done,
                        StageOutcome.Failed => CellState.Failed,
                        StageOutcome.Skipped => CellState.Skipped,
                    }
                );
                break;
            case ServiceStartedRecord started:
                Change(started.Service, row => new(row.Service, started.Stage, CellState.Cut, started.At));
                break;
            case ServiceEndedRecord ended:
                Change(ended.Service, row => row with { State = CellState.Done });
                break;
            case FailedRecord { Service: { } service }:
                Change(service, row => row with { State = CellState.Failed });
                break;
            case ReleaseProgressRecord progress:
                Change(
                    progress.Service,
                    row => row with { Pods = (progress.Ready, progress.Wanted), Waiting = progress.Waiting }
                );
                break;
        }
    }

    private void Say(RunRecord record)
    {
        if (RecordText.Of(record, log.Verbosity) is { } line)
        {
            _region.Draw(record is StageStartedRecord ? [new(""), line] : [Short(record, line)], Frame());
        }
        else if (record is ServiceStartedRecord or ServiceEndedRecord)
        {
            _region.Draw([], Frame());
        }
    }

    // The end of the run tells a failure in full.
    private HuedLine Short(RunRecord record, HuedLine line) =>
        record is FailedRecord && output.Width is { } width
            ? line with
            {
                Text = DisplayWidth.Fit(line.Text, width - 1),
            }
            : line;

    private void Tick()
    {
        lock (_gate)
        {
            if (_clock is not null && Frame() is { Count: > 0 } frame)
            {
                _region.Draw([], frame);
            }
        }
    }

    private void End()
    {
        _clock?.Dispose();
        _clock = null;
        _region.Draw(
            run.Story is { } story ? [.. RunEndText.Lines(story, log.Verbosity, output.Width, report())] : [],
            []
        );
    }

    // Where no service is at work a question to the user may stand, which nothing may draw over.
    private IReadOnlyList<HuedLine> Frame() =>
        _rows.Any(row => row.State == CellState.Cut)
            ? new LiveFrame(_title, _stages, _rows, time.GetUtcNow() - _began).Lines(
                output.Width ?? 80,
                height(),
                time.GetUtcNow()
            )
            : [];

    private void Mark(Stage stage, CellState state)
    {
        if (_stages.FindIndex(each => each.Stage == stage) is var index and >= 0)
        {
            _stages[index] = (stage, state);
        }
    }

    private void Change(string service, Func<LiveRow, LiveRow> change)
    {
        if (_rows.FindIndex(row => row.Service == service) is var index and >= 0)
        {
            _rows[index] = change(_rows[index]);
        }
    }
}
