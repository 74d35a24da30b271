using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads <c>regions:</c>, and the clusters in them.</summary>
internal static class RegionReader
{
    /// <summary>Reads all regions, and all clusters by alias.</summary>
    public static (IReadOnlyDictionary<string, Region> Regions, IReadOnlyDictionary<string, Cluster> Clusters) Read(
        Layers catalog,
        IReadOnlyDictionary<string, Notification> notifications
    )
    {
        var regions = new Dictionary<string, Region>();
        var clusters = new Dictionary<string, Cluster>();
        foreach (var (name, section) in catalog.Sections("regions"))
        {
            section.AllowOnly("account", "clusters");
            regions[name] = new(name, section.Find("account")?.AsString());
            foreach (var (alias, cluster) in section.Sections("clusters"))
            {
                var read = Read(alias, name, cluster, notifications);
                if (!clusters.TryAdd(alias, read))
                {
                    throw new UsageException(
                        $"cluster {Printable.Quote(alias)} is in {clusters[alias].Region} and in {name}; an alias is given once"
                    )
                    {
                        Location = read.Location,
                    };
                }
            }
        }

        RequireOneDefault(clusters.Values);
        return (regions, clusters);
    }

    private static Cluster Read(
        string alias,
        string region,
        Layers cluster,
        IReadOnlyDictionary<string, Notification> notifications
    )
    {
        cluster.AllowOnly("name", "context", "default", "explicit", "notify", "notify_channel");
        var name = cluster.Require("name").AsString();
        return new(
            alias,
            name,
            region,
            cluster.Find("context")?.AsString() ?? name,
            cluster.Find("default")?.AsBool() ?? false,
            cluster.Find("explicit")?.AsBool() ?? false,
            cluster.Find("notify_channel")?.AsString(),
            cluster.Location
        )
        {
            Notify = NotificationReader.Named(cluster, notifications),
        };
    }

    private static void RequireOneDefault(IEnumerable<Cluster> clusters)
    {
        var defaults = clusters.Where(cluster => cluster.IsDefault).ToList();
        if (defaults.Count > 1)
        {
            throw new UsageException(
                $"{string.Join(" and ", defaults.Select(cluster => cluster.Alias))} are both the default cluster"
            )
            {
                Location = defaults[1].Location,
            };
        }
    }
}
