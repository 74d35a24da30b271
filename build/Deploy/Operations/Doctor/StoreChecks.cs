using Deploy.Charts;
using Deploy.Charts.Objects;
using Deploy.Charts.Stores;
using Deploy.Oci.Ecr;
using Deploy.Oci.Registry;
using Deploy.Platforms;

namespace Deploy.Operations.Doctor;

/// <summary>Whether images and charts can be read and kept.</summary>
internal sealed class StoreChecks(
    IPlatform platform,
    ServiceCatalog catalog,
    IRegistry registry,
    ChartStoreFactory charts,
    User user,
    TimeProvider time
)
{
    /// <summary>The checks: a registry per region, and the chart repository.</summary>
    public IEnumerable<Check> All(IReadOnlyList<(Cluster Cluster, DeployEnvironment Environment)> homes) =>
        homes
            .DistinctBy(home => home.Cluster.Region)
            .Select(home => new Check(
                $"registry of {home.Cluster.Region}",
                cancel => RegistryAsync(home.Cluster, home.Environment, cancel)
            ))
            .Append(new Check("chart repository", ChartsAsync));

    private async Task<IReadOnlyList<Finding>> RegistryAsync(
        Cluster cluster,
        DeployEnvironment environment,
        CancellationToken cancel
    )
    {
        var scope = ClusterChecks.ScopeOf(catalog, cluster, environment, user);
        var host = (await platform.OpenAsync(scope, cancel)).Registry;
        var subject = $"registry of {cluster.Region}";
        // Any image will do: that there is none is an answer, and only who may ask gets one.
        var probe = new ImageReference(host, new("doctor/probe"), new("none"));
        await registry.Manifests.FindAsync(probe, cancel);
        if (EcrRegistryName.Of(host) is not { } name)
        {
            return [new(subject, Health.Good, $"{host} answers")];
        }

        using var ecr = new EcrClient(name.Region, name.Account);
        var left = (await ecr.GetAuthorizationTokenAsync(cancel)).ExpiresAt - time.GetUtcNow();
        return [new(subject, Health.Good, $"{host} answers; your login is good for {Duration.Format(left)}")];
    }

    private async Task<IReadOnlyList<Finding>> ChartsAsync(CancellationToken cancel)
    {
        var url = platform.ChartRepository;
        var names = catalog.Services.Values.Select(service => service.Chart).Distinct().ToList();
        var published = await charts.Open(url).FindAsync(names, cancel);
        var lacking = names.Count - published.Select(version => version.Chart).Distinct().Count();
        var conditions = "";
        if (ChartStoreUrl.Parse(url) is ChartStoreUrl.S3 && charts.OpenIndexed(url).Objects is ProbedObjects objects)
        {
            await objects.RequireConditionsAsync(cancel);
            conditions = "; it honours the conditions of a write";
        }

        return
        [
            new(
                "chart repository",
                Health.Good,
                $"{url} answers{(lacking == 0 ? "" : $"; {lacking} of {names.Count} charts were never published")}{conditions}"
            ),
        ];
    }
}
