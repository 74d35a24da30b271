using YamlDotNet.RepresentationModel;

namespace Deploy.Integration.Exporting;

/// <summary>What an engine makes of an exported release: the arguments that it gives to Helm.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Chart">The chart, and where it is.</param>
/// <param name="Values">The layers of values, the lowest first, as documents.</param>
/// <param name="Set">The single values on top, each behind its option.</param>
internal sealed record EngineCall(
    string Release,
    string Namespace,
    IReadOnlyList<string> Chart,
    IReadOnlyList<string> Values,
    IReadOnlyList<string> Set
);

/// <summary>Reads exports as the engines read them.</summary>
internal static class ExportedManifests
{
    /// <summary>The calls of an engine, by release.</summary>
    public static IReadOnlyList<EngineCall> Of(string format, string folder)
    {
        var documents = Directory
            .EnumerateFiles(folder, "*.yaml")
            .Order(StringComparer.Ordinal)
            .SelectMany(Documents)
            .ToList();
        return
        [
            .. (
                format switch
                {
                    "flux" => documents.Where(IsKind("HelmRelease")).Select(release => Flux(release, documents)),
                    "argocd" => documents.Where(IsKind("Application")).Select(Argo),
                    _ => Helmfile(documents.Single(), folder),
                }
            ).OrderBy(call => call.Release, StringComparer.Ordinal),
        ];
    }

    /// <summary>The value at a path of keys; empty where there is none.</summary>
    public static string At(YamlNode node, string path) => (Find(node, path) as YamlScalarNode)?.Value ?? "";

    /// <summary>The documents of a file.</summary>
    public static IEnumerable<YamlNode> Documents(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(file);
        stream.Load(reader);
        return stream.Documents.Select(document => document.RootNode);
    }

    /// <summary>Whether a document is of a kind.</summary>
    public static Func<YamlNode, bool> IsKind(string kind) => document => At(document, "kind") == kind;

    /// <summary>The items of a list; none where there is none.</summary>
    public static IEnumerable<YamlNode> Items(YamlNode node, string path) =>
        (Find(node, path) as YamlSequenceNode)?.Children ?? Enumerable.Empty<YamlNode>();

    private static EngineCall Flux(YamlNode release, List<YamlNode> documents)
    {
        var name = At(release, "metadata.namespace");
        YamlNode InNamespace(string kind, string called) =>
            documents
                .Where(IsKind(kind))
                .Single(each => At(each, "metadata.name") == called && At(each, "metadata.namespace") == name);

        var repository = InNamespace("HelmRepository", At(release, "spec.chart.spec.sourceRef.name"));
        return new(
            At(release, "spec.releaseName"),
            name,
            Chart(
                At(repository, "spec.url"),
                At(release, "spec.chart.spec.chart"),
                At(release, "spec.chart.spec.version"),
                At(repository, "spec.type") == "oci"
            ),
            [
                .. Items(release, "spec.valuesFrom")
                    .Select(layer => Data(InNamespace(At(layer, "kind"), At(layer, "name")))[At(layer, "valuesKey")]),
            ],
            []
        );
    }

    // Argo CD replaces $NAME, and $$ by $, before it hands parameters to Helm.
    private static EngineCall Argo(YamlNode application)
    {
        var address = At(application, "spec.source.repoURL");
        return new(
            At(application, "spec.source.helm.releaseName"),
            At(application, "spec.destination.namespace"),
            Chart(
                address.Contains("://", StringComparison.Ordinal) ? address : $"oci://{address}",
                At(application, "spec.source.chart"),
                At(application, "spec.source.targetRevision"),
                !address.Contains("://", StringComparison.Ordinal)
            ),
            [At(application, "spec.source.helm.values")],
            [
                .. Items(application, "spec.source.helm.parameters")
                    .SelectMany(each =>
                        new[]
                        {
                            At(each, "forceString") == "true" ? "--set-string" : "--set",
                            $"{At(each, "name")}={At(each, "value").Replace("$$", "$", StringComparison.Ordinal)}",
                        }
                    ),
            ]
        );
    }

    private static IEnumerable<EngineCall> Helmfile(YamlNode state, string folder)
    {
        var repository = Items(state, "repositories").SingleOrDefault();
        foreach (var release in Items(state, "releases"))
        {
            var chart = At(release, "chart");
            yield return new(
                At(release, "name"),
                At(release, "namespace"),
                repository is null
                    ? [Path.GetFullPath(chart, folder)]
                    : Chart(
                        (At(repository, "oci") == "true" ? "oci://" : "") + At(repository, "url"),
                        chart[(At(repository, "name").Length + 1)..],
                        At(release, "version"),
                        At(repository, "oci") == "true"
                    ),
                [
                    .. Items(release, "values")
                        .Select(file => File.ReadAllText(Path.Combine(folder, ((YamlScalarNode)file).Value!))),
                ],
                []
            );
        }
    }

    private static string[] Chart(string url, string chart, string version, bool isOci) =>
        isOci ? [$"{url}/{chart}", "--version", version, "--plain-http"] : [chart, "--repo", url, "--version", version];

    private static Dictionary<string, string> Data(YamlNode configMap) =>
        ((YamlMappingNode)Find(configMap, "data")!).Children.ToDictionary(
            entry => ((YamlScalarNode)entry.Key).Value!,
            entry => ((YamlScalarNode)entry.Value).Value!
        );

    private static YamlNode? Find(YamlNode node, string path) =>
        path.Split('.')
            .Aggregate(
                (YamlNode?)node,
                (parent, key) =>
                    parent is YamlMappingNode mapping
                    && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value)
                        ? value
                        : null
            );
}
