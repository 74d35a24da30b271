using Deploy.Charts.Packaging;

namespace Deploy.Planning.Inputs;

/// <summary>The charts of the checkout, packed; each once a run.</summary>
public sealed class ChartPackages(ChartPackager packager, RepositoryPaths paths)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<ChartPackage>> _packed = new();

    /// <summary>A service's chart as the checkout has it.</summary>
    public Task<ChartPackage> OfCheckoutAsync(ServicePlan service, CancellationToken cancellation) =>
        _packed.GetOrAdd(service.Chart.Folder, folder => packager.PackAsync(paths.Absolute(folder), cancellation));
}
