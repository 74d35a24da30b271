using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads <c>environments:</c>.</summary>
internal static class EnvironmentReader
{
    private static readonly string[] _keys =
    [
        "namespace",
        "cluster",
        "clusters",
        "tag_prefix",
        "replicas",
        "install_timeout",
        "confirm",
        "throwaway_values",
        "on_failure",
        "require_staging",
        "refuses",
        "notify",
        "values",
    ];

    /// <summary>Reads all environments.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="common">The values that every install gets.</param>
    /// <param name="clusters">The clusters that there are.</param>
    /// <param name="types">The types of service that there are.</param>
    /// <param name="notifications">Who can be told about runs.</param>
    public static IReadOnlyDictionary<string, DeployEnvironment> Read(
        Layers catalog,
        IReadOnlyList<ValueTemplate> common,
        IReadOnlyDictionary<string, Cluster> clusters,
        IReadOnlyDictionary<string, ServiceType> types,
        IReadOnlyDictionary<string, Notification> notifications
    ) =>
        catalog
            .Sections("environments")
            .ToDictionary(
                section => section.Key,
                section => Read(section.Key, section.Section, common, clusters, types, notifications)
            );

    private static DeployEnvironment Read(
        string name,
        Layers section,
        IReadOnlyList<ValueTemplate> common,
        IReadOnlyDictionary<string, Cluster> clusters,
        IReadOnlyDictionary<string, ServiceType> types,
        IReadOnlyDictionary<string, Notification> notifications
    )
    {
        section.AllowOnly(_keys);
        return new(name)
        {
            Namespace = section.Find("namespace")?.As(text => new NamespaceName(text)),
            Cluster = section.Find("cluster") is { } cluster ? KnownName.Of(cluster, "cluster", clusters.Keys) : null,
            OnlyOn = section
                .Find("clusters")
                ?.AsSequence()
                .Select(node => KnownName.Of(node, "cluster", clusters.Keys))
                .ToList(),
            TagPrefix = section.Find("tag_prefix")?.As(text => new Template(text, RunScope.Placeholders)),
            Replicas = section.Find("replicas")?.AsInt(0, 1000) ?? 1,
            InstallTimeout = section.Find("install_timeout")?.AsDuration(),
            AsksConfirmation = section.Find("confirm")?.AsBool() ?? false,
            HasThrowAwayValues = section.Find("throwaway_values")?.AsBool() ?? false,
            // Who installs into an own namespace wants to look at what failed; others want what ran before.
            OnFailure =
                section.Find("on_failure")?.AsOneOf<FailurePolicy>()
                ?? (section.Find("namespace") is null ? FailurePolicy.Keep : FailurePolicy.Rollback),
            RequiresStaging = section.Find("require_staging")?.AsBool() ?? false,
            RefusedTypes =
                section
                    .Find("refuses")
                    ?.AsSequence()
                    .Select(node => KnownName.Of(node, "service type", types.Keys))
                    .ToList()
                ?? [],
            Notify = NotificationReader.Named(section, notifications),
            Values = [.. common, .. ValueReader.Read(section.Section("values"))],
        };
    }
}
