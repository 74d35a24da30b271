using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deploy.Planning.Saving;

/// <summary>A plan for machines. The names in it stay; new ones may come.</summary>
internal sealed partial record PlanJson(
    string Target,
    string Environment,
    string Cluster,
    string Commit,
    string? DirtyContent,
    IReadOnlyList<string> Stages,
    IReadOnlyList<PlanJson.ServiceJson> Services
)
{
    /// <summary>The JSON of a plan.</summary>
    public static string Of(Plan plan) =>
        JsonSerializer.Serialize(
            new PlanJson(
                plan.Scope.Pipeline.Target,
                plan.Scope.Environment.Name,
                plan.Scope.Cluster.Name,
                plan.Source.Commit,
                plan.Source.DirtyContent,
                [.. plan.Scope.Pipeline.Stages.Select(stage => stage.ToString())],
                [.. plan.Services.Select(Of)]
            ),
            PlanJsonContext.Default.PlanJson
        );

    private static ServiceJson Of(ServicePlan service) =>
        new(
            service.Service.Name.Value,
            service.Chart.Name.Value,
            service.Chart.Version.Value,
            service.Chart.Source.ToString().ToLowerInvariant(),
            service.Values is { } file ? string.Join('\n', FileDiff.Of(file)) : null,
            [
                .. service.Images.Select(image => new ImageJson(
                    image.Template.Name,
                    image.Reference.ToString(),
                    image.TagPath,
                    image.CurrentTag
                )),
            ],
            [
                .. service.Releases.Select(release => new ReleaseJson(
                    release.Name.Value,
                    release.Namespace.Value,
                    release.Context,
                    Duration.Format(release.InstallTimeout),
                    release.Values.ToDictionary(
                        value => value.Path,
                        value => JsonDocument.Parse(value.Value).RootElement
                    )
                )),
            ]
        );

    internal sealed record ServiceJson(
        string Name,
        string Chart,
        string Version,
        string ChartSource,
        string? ValuesDiff,
        IReadOnlyList<ImageJson> Images,
        IReadOnlyList<ReleaseJson> Releases
    );

    internal sealed record ImageJson(string Name, string Reference, string TagPath, string? CurrentTag);

    internal sealed record ReleaseJson(
        string Name,
        string Namespace,
        string Context,
        string Timeout,
        IReadOnlyDictionary<string, JsonElement> Values
    );
}

[JsonSerializable(typeof(PlanJson))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
