using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Reports;

/// <summary>A run as one JSON document. The names in it stay; new ones may come.</summary>
internal sealed record JsonReport(
    RunOutcome Outcome,
    RunStartedRecord Start,
    RunEndedRecord? End,
    IReadOnlyList<JsonReport.StageJson> Stages,
    IReadOnlyList<JsonReport.ServiceJson> Services,
    IReadOnlyList<FailedRecord> Failures,
    IReadOnlyList<NoteRecord> Notes,
    string? GoOn
)
{
    /// <summary>The document.</summary>
    public static string Of(RunStory story) =>
        JsonSerializer.Serialize(
            new JsonReport(
                story.Outcome,
                story.Start,
                story.End,
                [
                    .. story.Stages.Select(stage => new StageJson(
                        stage.Stage,
                        stage.State,
                        stage.Time?.TotalSeconds,
                        stage.Why
                    )),
                ],
                [.. story.Services.Select(Of)],
                story.Failures,
                story.Notes,
                Reporting.Story.NextCommand.Of(story) is [var best, ..] ? best.Command : null
            ),
            JsonReportContext.Default.JsonReport
        );

    private static ServiceJson Of(ServiceStory service) =>
        new(
            service.Name,
            service.IsFinished,
            [
                .. service.Cells.Select(cell => new CellJson(
                    cell.Stage,
                    cell.State,
                    cell.Time?.TotalSeconds,
                    [.. cell.Facts.Select(FactRecord.Of)],
                    cell.WhyNot
                )),
            ],
            service.Left
        );

    internal sealed record StageJson(Stage Stage, CellState State, double? Seconds, string? Why);

    internal sealed record ServiceJson(
        string Name,
        bool Finished,
        IReadOnlyList<CellJson> Stages,
        IReadOnlyList<ReleaseLeftRecord> Left
    );

    internal sealed record CellJson(
        Stage Stage,
        CellState State,
        double? Seconds,
        IReadOnlyList<FactRecord> Facts,
        string? Why
    );
}

[JsonSerializable(typeof(JsonReport))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [
        typeof(JsonStringEnumConverter<Stage>),
        typeof(SnakeCase<ReleaseEnd>),
        typeof(SnakeCase<StageOutcome>),
        typeof(SnakeCase<RunOutcome>),
        typeof(SnakeCase<CellState>),
    ]
)]
internal sealed partial class JsonReportContext : JsonSerializerContext;
