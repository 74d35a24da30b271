using Deploy.Charts;
using Deploy.Charts.Packaging;
using Deploy.Charts.Stores;

namespace Deploy.Planning.Inputs;

/// <summary>The chart files that Helm installs: published ones, or packages of the checkout's folders.</summary>
/// <remarks>
/// Values come from the checkout. Where a published chart has values of its own that the checkout took out, Helm gets the
/// chart with the checkout's values.yaml in place of the published one: all else in it is as published.
/// </remarks>
public sealed class InstallableCharts(
    ChartStores stores,
    ChartPackages packages,
    ChartStoreFactory factory,
    RepositoryPaths paths
)
{
    private const string Values = "values.yaml";

    /// <summary>The package that a service's releases are made from, as a file named by its digest.</summary>
    /// <exception cref="RefusedException">The version was not published.</exception>
    public async Task<InstallableChart> GetAsync(ServicePlan service, CancellationToken cancellation)
    {
        var package =
            service.Chart.Source == ChartSource.Checkout
                ? await packages.OfCheckoutAsync(service, cancellation)
                : await PublishedAsync(service, cancellation);
        return await KeepAsync(package, service, cancellation);
    }

    /// <summary>The package that they would be made from: the checkout's, where its version has yet to be published.</summary>
    public async Task<InstallableChart> PreviewAsync(ServicePlan service, CancellationToken cancellation)
    {
        var package =
            service.Chart.Source == ChartSource.Repository
                ? await TryFetchAsync(stores.Open(), service, cancellation)
                : null;
        return await KeepAsync(package ?? await packages.OfCheckoutAsync(service, cancellation), service, cancellation);
    }

    private async Task<InstallableChart> KeepAsync(
        ChartPackage package,
        ServicePlan service,
        CancellationToken cancellation
    )
    {
        var file = service.Chart.ValuesFile;
        var values = await File.ReadAllBytesAsync(paths.Absolute(file), cancellation);
        var removed = package.Contents.Find(Values) is { } own
            ? RemovedValues.Of(own.Content, $"{package.FileName}/{Values}", values, file)
            : [];
        var installed = removed.Count == 0 ? package : WithValues(package, values);
        return new(factory.Packages.Keep(installed), installed.Digest)
        {
            Removed = [.. removed.Select(path => path.ToString())],
        };
    }

    private static ChartPackage WithValues(ChartPackage package, byte[] values) =>
        ChartPackage.Pack(
            new(package.Contents.Files.Select(file => file.Path == Values ? file with { Content = values } : file)),
            package.FileName
        );

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
public sealed record InstallableChart(string Path, Digest Digest)
{
    /// <summary>The values that the published chart has and the checkout no longer: they are not in the file at <see cref="Path"/>.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}
