using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deploy.Tools.Helm.Results;

/// <summary>Reads what Helm prints with <c>--output=json</c>; the same for both majors, but for what one of them leaves out.</summary>
internal static partial class HelmJson
{
    private const int TimeWithTicks = 16;

    public static IReadOnlyList<HelmRelease> List(string json) =>
        [
            .. Parse(json, HelmJsonContext.Default.ListItemArray)
                .Select(item => new HelmRelease(
                    item.Name,
                    new(item.Namespace),
                    int.Parse(item.Revision, CultureInfo.InvariantCulture),
                    HelmStatuses.Parse(item.Status),
                    HelmChartLabel.Name(item.Chart),
                    HelmChartLabel.Version(item.Chart),
                    item.AppVersion,
                    ListTime(item.Updated),
                    ""
                )),
        ];

    public static IReadOnlyList<HelmRelease> History(string json, ReleaseName release, NamespaceName @namespace) =>
        [
            .. Parse(json, HelmJsonContext.Default.HistoryItemArray)
                .Select(item => new HelmRelease(
                    release.Value,
                    @namespace,
                    item.Revision,
                    HelmStatuses.Parse(item.Status),
                    HelmChartLabel.Name(item.Chart),
                    HelmChartLabel.Version(item.Chart),
                    item.AppVersion,
                    item.Updated.ToUniversalTime(),
                    item.Description
                ))
                .OrderByDescending(revision => revision.Revision),
        ];

    public static HelmUpgradeResult Upgrade(string json)
    {
        var item = Parse(json, HelmJsonContext.Default.UpgradeItem);
        var release = new HelmRelease(
            item.Name,
            new(item.Namespace),
            item.Version,
            HelmStatuses.Parse(item.Info.Status),
            item.Chart.Metadata.Name,
            item.Chart.Metadata.Version,
            item.Chart.Metadata.AppVersion,
            item.Info.LastDeployed.ToUniversalTime(),
            item.Info.Description
        );
        return new(release, item.Info.Notes, item.Manifest, Method(item.ApplyMethod));
    }

    public static HelmMetadata Metadata(string json)
    {
        var item = Parse(json, HelmJsonContext.Default.MetadataItem);
        return new(item.Chart, item.Version, item.Revision, HelmStatuses.Parse(item.Status), Method(item.ApplyMethod));
    }

    // Helm 3 has no word for it, because it has no choice.
    private static HelmApplyMethod Method(string method) =>
        method == "ssa" ? HelmApplyMethod.ServerSide : HelmApplyMethod.ClientSide;

    // Go's own format, in the zone of the machine: 2026-11-22 16:02:02.728261268 +0000 UTC. Cut to .NET's ticks as the
    // JSON reader does it, so that the same moment is the same wherever it was read.
    private static DateTimeOffset ListTime(string text)
    {
        var parts = text.Split(' ');
        var time = parts[1].Length > TimeWithTicks ? parts[1][..TimeWithTicks] : parts[1];
        return DateTimeOffset
            .Parse($"{parts[0]}T{time}{parts[2].Insert(3, ":")}", CultureInfo.InvariantCulture)
            .ToUniversalTime();
    }

    private static T Parse<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");
        }
        catch (JsonException problem)
        {
            throw new FailedException("helm printed something else than the JSON that was asked for", problem);
        }
    }

    internal sealed record ListItem(
        string Name,
        string Namespace,
        string Revision,
        string Updated,
        string Status,
        string Chart,
        [property: JsonPropertyName("app_version")] string AppVersion = ""
    );

    internal sealed record HistoryItem(
        int Revision,
        DateTimeOffset Updated,
        string Status,
        string Chart,
        [property: JsonPropertyName("app_version")] string AppVersion = "",
        string Description = ""
    );

    internal sealed record UpgradeItem(
        string Name,
        string Namespace,
        int Version,
        UpgradeInfo Info,
        UpgradeChart Chart,
        string Manifest = "",
        [property: JsonPropertyName("apply_method")] string ApplyMethod = ""
    );

    internal sealed record UpgradeInfo(
        [property: JsonPropertyName("last_deployed")] DateTimeOffset LastDeployed,
        string Status,
        string Description = "",
        string Notes = ""
    );

    internal sealed record UpgradeChart(ChartMetadata Metadata);

    internal sealed record ChartMetadata(string Name, string Version, string AppVersion = "");

    internal sealed record MetadataItem(
        string Chart,
        string Version,
        int Revision,
        string Status,
        string ApplyMethod = ""
    );

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(ListItem[]))]
    [JsonSerializable(typeof(HistoryItem[]))]
    [JsonSerializable(typeof(UpgradeItem))]
    [JsonSerializable(typeof(MetadataItem))]
    private sealed partial class HelmJsonContext : JsonSerializerContext;
}
