using System.Text.Json;

namespace Deploy.Planning;

/// <summary>Decides one release: its name, its values, and how long it may take.</summary>
internal static class ReleasePlanner
{
    /// <summary>Plans the release of a service in a namespace.</summary>
    public static PlannedRelease Plan(
        RunScope scope,
        RunOptions options,
        Service service,
        PlannedChart chart,
        IReadOnlyList<PlannedImage> images,
        ChartValues values,
        NamespaceName @namespace,
        RegistryHost registry
    )
    {
        var replicas = ReleaseTimeouts.Replicas(scope, service, @namespace);
        return new(
            ReleaseName.Of(@namespace, chart.Name),
            @namespace,
            scope.Cluster.Context,
            Values(scope, options, service, images, values, replicas, scope.Values(service, @namespace, registry)),
            ReleaseTimeouts.Install(scope, options, service, @namespace),
            service.TestsTimeout
        );
    }

    // What is said later wins: the environment over all, the type, the replicas, and tags that values.yaml does not get.
    private static List<PlannedValue> Values(
        RunScope scope,
        RunOptions options,
        Service service,
        IReadOnlyList<PlannedImage> images,
        ChartValues values,
        int replicas,
        IReadOnlyDictionary<string, string?> placeholders
    )
    {
        var result = new Dictionary<string, string>();
        foreach (
            var value in scope
                .Environment.Values.Concat(service.Type.Values)
                .Where(value => !value.OnlyIfChartHas || values.Has(value.Path))
        )
        {
            result[value.Path] = value.Value.Literal ?? Quoted(value.Value.Text!.Expand(placeholders));
        }

        foreach (var path in service.Type.ReplicasValue is { } pattern ? values.Expand(pattern) : [])
        {
            result[path] = replicas.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (var image in images.Where(_ => GivesTags(scope, options)))
        {
            result[image.TagPath] = Quoted(image.Tag.Value);
        }

        return [.. result.Select(value => new PlannedValue(value.Key, value.Value))];
    }

    // values.yaml holds the tags of regular environments; dev's and edge's, and those of a --tag that is not written, are given.
    private static bool GivesTags(RunScope scope, RunOptions options) =>
        scope.Environment.Namespace is null
        || scope.Environment.HasThrowAwayValues
        || (options.Tag is not null && !scope.Pipeline.Runs(Stage.UpdateValues));

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
