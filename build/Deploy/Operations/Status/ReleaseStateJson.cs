using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Clusters.Releases;

namespace Deploy.Operations.Status;

/// <summary>What runs, for machines. The names in it stay; new ones may come.</summary>
internal sealed partial record ReleaseStateJson(
    string Environment,
    string Cluster,
    string Namespace,
    string Service,
    string Release,
    int? Revision,
    string Status,
    string? Chart,
    string? ChartVersion,
    IReadOnlyList<ReleaseStateJson.ImageJson> Images,
    string? Commit,
    DateTimeOffset? CommittedAt,
    string? DeployedBy,
    DateTimeOffset? DeployedAt,
    string? Tests,
    int? RollbackOf,
    IReadOnlyList<ReleaseStateJson.DriftJson>? Drift
)
{
    /// <summary>The JSON of some states.</summary>
    public static string Of(RunScope scope, IReadOnlyList<ReleaseState> states) =>
        JsonSerializer.Serialize(
            states.Select(state => Of(scope, state)).ToList(),
            ReleaseStateJsonContext.Default.ListReleaseStateJson
        );

    private static ReleaseStateJson Of(RunScope scope, ReleaseState state) =>
        new(
            scope.Environment.Name,
            scope.Cluster.Name,
            state.Namespace.Value,
            state.Service.Value,
            state.Release.Value,
            state.Revision?.Revision,
            state.Revision?.Status ?? "absent",
            state.Revision?.Chart,
            state.Revision?.ChartVersion,
            [.. state.Images.Select(image => new ImageJson(image.Name, image.Repository, image.Tag, image.Digest))],
            state.Commit,
            state.CommittedAt,
            state.Mark?.User,
            state.Revision?.Deployed,
            state.Revision?.Tests?.ToString().ToLowerInvariant(),
            state.Revision?.CopyOf,
            state.Drift is { } drift
                ? [.. drift.Select(one => new DriftJson(one.Where.ToString().ToLowerInvariant(), one.Text))]
                : null
        );

    internal sealed record ImageJson(string Name, string Repository, string? Tag, string? Digest);

    internal sealed record DriftJson(string Where, string What);
}

[JsonSerializable(typeof(List<ReleaseStateJson>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class ReleaseStateJsonContext : JsonSerializerContext;
