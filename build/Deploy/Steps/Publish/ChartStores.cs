using Deploy.Charts;
using Deploy.Model;
using Deploy.Platforms;

namespace Deploy.Steps.Publish;

/// <summary>The chart repository of the platform.</summary>
public sealed class ChartStores(IPlatform platform, ChartStoreFactory factory)
{
    private IChartStore? _store;

    /// <summary>Opens it; later calls return the same.</summary>
    public async Task<IChartStore> OpenAsync(RunScope scope, CancellationToken cancellation) =>
        _store ??= factory.Open((await platform.OpenAsync(scope, cancellation)).ChartRepository);
}
