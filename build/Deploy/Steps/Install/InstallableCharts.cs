using Deploy.Charts;
using Deploy.Model;
using Deploy.Steps.Publish;

namespace Deploy.Steps.Install;

/// <summary>The chart files that Helm installs: published ones, or packages of the checkout's folders.</summary>
public sealed class InstallableCharts(ChartStores stores, ChartPackages packages, ChartStoreFactory factory)
{
    /// <summary>The package that a service's releases are made from, as a file named by its digest.</summary>
    /// <exception cref="RefusedException">The version was not published.</exception>
    public async Task<InstallableChart> GetAsync(ServicePlan service, CancellationToken cancellation)
    {
        var package =
            service.Chart.Source == ChartSource.Checkout
                ? await packages.OfCheckoutAsync(service, cancellation)
                : await PublishedAsync(service, cancellation);
        return Keep(package);
    }

    /// <summary>The package that they would be made from: the checkout's, where its version has yet to be published.</summary>
    public async Task<InstallableChart> PreviewAsync(ServicePlan service, CancellationToken cancellation)
    {
        var package =
            service.Chart.Source == ChartSource.Repository
                ? await TryFetchAsync(stores.Open(), service, cancellation)
                : null;
        return Keep(package ?? await packages.OfCheckoutAsync(service, cancellation));
    }

    private InstallableChart Keep(ChartPackage package) => new(factory.Packages.Keep(package), package.Digest);

    private async Task<ChartPackage> PublishedAsync(ServicePlan service, CancellationToken cancellation)
    {
        var store = stores.Open();
        return await TryFetchAsync(store, service, cancellation)
            ?? throw new RefusedException(
                $"{service.Chart.Name} {service.Chart.Version} is not in the chart repository {store.Url}"
            )
            {
                NextStep = $"publish it with --target=PublishChart --services={service.Service}",
            };
    }

    private static async Task<ChartPackage?> TryFetchAsync(
        IChartStore store,
        ServicePlan service,
        CancellationToken cancellation
    )
    {
        var versions = await store.FindAsync([service.Chart.Name], cancellation);
        var version = versions.FirstOrDefault(candidate => candidate.Version == service.Chart.Version);
        return version is null ? null : await store.FetchAsync(version, cancellation);
    }
}

/// <summary>A chart that Helm can install.</summary>
/// <param name="Path">The package, absolute.</param>
/// <param name="Digest">The package's content.</param>
public sealed record InstallableChart(string Path, Digest Digest);
