using System.Text.Json.Serialization;

namespace Deploy.Journal.Records;

/// <summary>
/// Something that happened in a run, as the journal keeps it and <c>--output=json</c> prints it: one JSON object on a
/// line, <c>event</c> first. Secrets are masked. Names stay; new ones may come.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStartedRecord), "run_started")]
[JsonDerivedType(typeof(StageStartedRecord), "stage_started")]
[JsonDerivedType(typeof(ServiceStartedRecord), "service_started")]
[JsonDerivedType(typeof(ServiceNotStartedRecord), "service_not_started")]
[JsonDerivedType(typeof(ReleaseProgressRecord), "release_progress")]
[JsonDerivedType(typeof(ChildOutputRecord), "child_output")]
[JsonDerivedType(typeof(ProvenRecord), "proven")]
[JsonDerivedType(typeof(ServiceEndedRecord), "service_ended")]
[JsonDerivedType(typeof(FailedRecord), "failed")]
[JsonDerivedType(typeof(ReleaseLeftRecord), "release_left")]
[JsonDerivedType(typeof(NoteRecord), "note")]
[JsonDerivedType(typeof(StageEndedRecord), "stage_ended")]
[JsonDerivedType(typeof(RunEndedRecord), "run_ended")]
internal abstract record RunRecord
{
    /// <summary>When it happened, UTC.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset At { get; init; }
}

/// <summary>A run began: who runs what, where to, and what is planned.</summary>
/// <param name="Schema">The version of the journal's format (<see cref="CurrentSchema"/>).</param>
/// <param name="Run">The run's id.</param>
/// <param name="CommandLine">What the user typed, word by word; secrets masked.</param>
/// <param name="Target">The task that was asked for.</param>
/// <param name="Environment">Where to.</param>
/// <param name="Cluster">On which cluster.</param>
/// <param name="Platform">On which platform.</param>
/// <param name="Namespaces">Into which namespaces.</param>
/// <param name="Stages">The stages that run, in their order.</param>
/// <param name="Commit">The commit that it is made from, in full.</param>
/// <param name="Subject">The first line of the commit's message.</param>
/// <param name="DirtyContent">A hash of what the tree adds to the commit; null where it adds nothing.</param>
/// <param name="User">Who ran it.</param>
/// <param name="Host">On which machine.</param>
/// <param name="ProcessId">In which process.</param>
/// <param name="Reason">Why a guard was passed, if a reason was given.</param>
/// <param name="Services">What is planned for each service.</param>
internal sealed record RunStartedRecord(
    int Schema,
    string Run,
    IReadOnlyList<string> CommandLine,
    string Target,
    string Environment,
    string Cluster,
    string Platform,
    IReadOnlyList<string> Namespaces,
    IReadOnlyList<Stage> Stages,
    string Commit,
    string Subject,
    string? DirtyContent,
    string User,
    string Host,
    int ProcessId,
    string? Reason,
    IReadOnlyList<PlannedServiceRecord> Services
) : RunRecord
{
    /// <summary>The format that this program writes. A change that a reader has to know of raises it.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The run that it goes on with; null where it stands alone.</summary>
    public string? Resumes { get; init; }

    /// <summary>The record of a run's beginning.</summary>
    public static RunStartedRecord Of(RunStarted run, Redaction mask)
    {
        var (scope, source) = (run.Plan.Scope, run.Plan.Source);
        return new(
            CurrentSchema,
            run.Id,
            [.. run.CommandLine.Select(mask.Apply)],
            scope.Pipeline.Target,
            scope.Environment.Name,
            scope.Cluster.Name,
            run.Platform.ToString().ToLowerInvariant(),
            [.. scope.Namespaces.Select(name => name.Value)],
            scope.Pipeline.Stages,
            source.Commit,
            mask.Apply(source.Subject),
            source.DirtyContent,
            run.User,
            run.Host,
            run.ProcessId,
            run.Plan.Options.Reason is { } reason ? mask.Apply(reason.Text) : null,
            [.. run.Plan.Services.Select(service => PlannedServiceRecord.Of(service, run.Plan))]
        )
        {
            Resumes = run.Resumes,
        };
    }
}

/// <summary>A stage began.</summary>
internal sealed record StageStartedRecord(Stage Stage) : RunRecord;

/// <summary>A stage began with a service.</summary>
internal sealed record ServiceStartedRecord(Stage Stage, string Service) : RunRecord;

/// <summary>A stage did not begin with a service, because of another one.</summary>
internal sealed record ServiceNotStartedRecord(Stage Stage, string Service, string Why) : RunRecord;

/// <summary>How far a release has come. Not in the journal.</summary>
internal sealed record ReleaseProgressRecord(
    Stage Stage,
    string Service,
    string Release,
    int Ready,
    int Wanted,
    string? Waiting
) : RunRecord;

/// <summary>A child process printed a line. Not in the journal; each stage and service has a log of its own.</summary>
internal sealed record ChildOutputRecord(Stage Stage, string Service, string Line) : RunRecord;

/// <summary>A stage proved something about a service.</summary>
internal sealed record ProvenRecord(Stage Stage, string Service, FactRecord Fact) : RunRecord
{
    /// <summary>The fact; null where another version of the program wrote it.</summary>
    public Fact? Read() => Fact.For(new(Service));
}

/// <summary>A stage is done with a service.</summary>
internal sealed record ServiceEndedRecord(Stage Stage, string Service) : RunRecord;

/// <summary>Something failed: for one service, or for the whole run.</summary>
/// <param name="Stage">The stage that failed; null before the first.</param>
/// <param name="Service">The service; null where the failure is about none.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="NextStep">What to do about it.</param>
/// <param name="Location">Where the wrong thing stands.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="ExitCode">What a run ends with that fails for this.</param>
/// <param name="Stack">Where a defect of the program was thrown; null where the failure is none.</param>
internal sealed record FailedRecord(
    Stage? Stage,
    string? Service,
    string Problem,
    string? NextStep,
    LocationRecord? Location,
    IReadOnlyList<EvidenceRecord> Evidence,
    int ExitCode,
    string? Stack
) : RunRecord
{
    /// <summary>Whether the program itself is at fault.</summary>
    [JsonIgnore]
    public bool IsDefect => Stack is not null;

    /// <summary>The record of a failure. What is no <see cref="DeployException"/> is a defect of the program.</summary>
    public static FailedRecord Of(Stage? stage, ServiceName? service, Exception error, Redaction mask) =>
        error is DeployException known
            ? new(
                stage,
                service?.Value,
                mask.Apply(known.Problem),
                known.NextStep is { } step ? mask.Apply(step) : null,
                known.Location is { } place ? new(place.File, place.Line, place.Column) : null,
                [
                    .. known.Evidence.Select(evidence => new EvidenceRecord(
                        mask.Apply(evidence.Title),
                        [.. evidence.Lines.Select(mask.Apply)]
                    )),
                ],
                (int)known.ExitCode,
                Stack: null
            )
            : new(
                stage,
                service?.Value,
                mask.Apply($"{error.GetType().Name}: {error.Message}"),
                "this is a defect of the program, not of what you asked for; --verbosity=diagnostic shows where",
                Location: null,
                [],
                (int)Model.Errors.ExitCode.Failed,
                mask.Apply(error.ToString())
            );
}

/// <summary>In which state a release that failed was left.</summary>
internal sealed record ReleaseLeftRecord(
    string Service,
    string Release,
    string Namespace,
    ReleaseEnd End,
    int? Revision
) : RunRecord;

/// <summary>Something that the user should know.</summary>
internal sealed record NoteRecord(string Text, bool Warning) : RunRecord;

/// <summary>A stage is over.</summary>
internal sealed record StageEndedRecord(Stage Stage, StageOutcome Outcome, double Seconds, string? Why) : RunRecord;

/// <summary>The run is over.</summary>
internal sealed record RunEndedRecord(int ExitCode, double Seconds) : RunRecord;
