using Deploy.Charts;
using Deploy.Oci.Registry;
using Deploy.Platforms;

namespace Deploy.Operations.Doctor;

/// <summary>What the catalog asks for: builders, clusters, registries, charts.</summary>
internal sealed class CatalogChecks(
    ServiceCatalog catalog,
    IPlatform platform,
    MachineChecks machine,
    IRegistry registry,
    ChartStoreFactory charts,
    User user,
    TimeProvider time
)
{
    /// <summary>The checks.</summary>
    /// <param name="environment">The only environment to look at; null for all.</param>
    public IEnumerable<Check> All(DeployEnvironment? environment)
    {
        var homes = Homes(environment is null ? [.. catalog.Environments.Values] : [environment]).ToList();
        var clusters = homes.GroupBy(home => home.Cluster.Alias).ToList();
        var clusterChecks = new ClusterChecks(platform, catalog, machine, user);
        return Builders()
            .Concat(
                clusters.Select(group =>
                    clusterChecks.Of(group.First().Cluster, [.. group.Select(home => home.Environment)])
                )
            )
            .Concat(new StoreChecks(platform, catalog, registry, charts, user, time).All(homes));
    }

    // Only what some service is built with.
    private IEnumerable<Check> Builders()
    {
        var images = catalog.Services.Values.SelectMany(service => service.Images).ToList();
        var builders = images.Select(image => image.Pex.Builder).ToHashSet();
        if (images.Exists(image => image.Builder == ImageBuilderKind.Docker))
        {
            yield return machine.Tool(
                "docker",
                ["version", "--format", "{{.Server.Version}}"],
                "docker",
                "install docker and start its daemon, or set builder: layer on the images"
            );
            yield return machine.Tool(
                "docker",
                ["buildx", "version"],
                "docker buildx",
                "install docker's buildx plugin"
            );
        }

        if (builders.Contains(PexBuilderKind.Pants))
        {
            yield return machine.Tool("pants", ["--version"], "pants", "install pants' launcher");
        }

        if (builders.Contains(PexBuilderKind.Pex))
        {
            yield return machine.Tool("pex", ["--version"], "pex", "pipx install pex");
        }

        if (builders.Overlaps([PexBuilderKind.Pex, PexBuilderKind.Pants]))
        {
            yield return machine.Tool("python3", ["--version"], "python", "install Python 3");
        }
    }

    // Which environments there are on which clusters.
    private IEnumerable<(Cluster Cluster, DeployEnvironment Environment)> Homes(
        IReadOnlyList<DeployEnvironment> environments
    ) =>
        from environment in environments
        from cluster in catalog.Clusters.Values
        where
            environment.Cluster is { } only ? cluster.Alias == only
            : environment.OnlyOn is { } some ? some.Contains(cluster.Alias)
            : HasServices(cluster)
        select (cluster, environment);

    private bool HasServices(Cluster cluster) =>
        catalog.Services.Values.Any(service =>
            service.Cluster == cluster.Alias
            || (service.Cluster is null && cluster is { IsDefault: true, IsExplicit: false })
        );
}
