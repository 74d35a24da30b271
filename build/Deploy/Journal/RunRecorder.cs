using Deploy.Journal.Records;

namespace Deploy.Journal;

/// <summary>
/// Turns what happens into records, and hands each to all who read them. The one place where secrets are masked: no
/// reader sees an event itself.
/// </summary>
/// <param name="readers">Who reads.</param>
/// <param name="mask">What is hidden.</param>
/// <param name="time">When things happen.</param>
internal sealed class RunRecorder(IEnumerable<IRunReader> readers, Redaction mask, TimeProvider time) : IRunObserver
{
    private readonly IRunReader[] _readers = [.. readers];

    /// <inheritdoc/>
    public void Observe(RunEvent happened)
    {
        if (Record(happened) is not { } record)
        {
            return;
        }

        record = record with { At = time.GetUtcNow() };
        foreach (var reader in _readers)
        {
            reader.Read(record);
        }
    }

    private RunRecord? Record(RunEvent happened) =>
        happened switch
        {
            RunStarted run => RunStartedRecord.Of(run, mask),
            StageStarted stage => new StageStartedRecord(stage.Stage),
            ServiceStarted service => new ServiceStartedRecord(service.Stage, service.Service.Value),
            ServiceNotStarted service => new ServiceNotStartedRecord(
                service.Stage,
                service.Service.Value,
                mask.Apply(service.Why)
            ),
            ReleaseProgress progress => new ReleaseProgressRecord(
                progress.Stage,
                progress.Service.Value,
                progress.Release.Value,
                progress.Ready,
                progress.Wanted,
                progress.Waiting is { } waiting ? mask.Apply(waiting) : null
            ),
            ChildOutput output => new ChildOutputRecord(output.Stage, output.Service.Value, mask.Apply(output.Line)),
            Proven { Fact: TestsRan tests } => Proven(tests with { Logs = mask.Apply(tests.Logs) }),
            Proven { Fact: var fact } => Proven(fact),
            ServiceEnded service => new ServiceEndedRecord(service.Stage, service.Service.Value),
            ServiceFailed failed => FailedRecord.Of(failed.Stage, failed.Service, failed.Error, mask),
            RunFailed failed => FailedRecord.Of(failed.Stage, service: null, failed.Error, mask),
            ReleaseLeft left => new ReleaseLeftRecord(
                left.Service.Value,
                left.Release.Value,
                left.Namespace.Value,
                left.End,
                left.Revision
            ),
            Note note => new NoteRecord(mask.Apply(note.Text), note.IsWarning),
            StageEnded stage => new StageEndedRecord(
                stage.Stage,
                stage.Outcome,
                Seconds(stage.Duration),
                stage.Why is { } why ? mask.Apply(why) : null
            ),
            RunEnded run => new RunEndedRecord((int)run.Code, Seconds(run.Duration)),
            _ => null,
        };

    private static ProvenRecord Proven(Fact fact) => new(fact.Stage, fact.Service.Value, FactRecord.Of(fact));

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}

/// <summary>Somebody who reads the records of a run as they are made.</summary>
internal interface IRunReader
{
    /// <summary>Takes notice. Never called by two threads at once.</summary>
    void Read(RunRecord record);
}
