using System.Text.Json.Serialization;
using Deploy.Model;

namespace Deploy.Journal;

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
