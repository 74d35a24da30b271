using Deploy.Model;

namespace Deploy.Journal;

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
    [System.Text.Json.Serialization.JsonIgnore]
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
                (int)Model.ExitCode.Failed,
                mask.Apply(error.ToString())
            );
}

/// <summary>A place in a file.</summary>
internal sealed record LocationRecord(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>Something that was seen when a thing failed.</summary>
internal sealed record EvidenceRecord(string Title, IReadOnlyList<string> Lines);
