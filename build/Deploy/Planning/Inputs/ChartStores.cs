using Deploy.Charts;
using Deploy.Charts.Stores;
using Deploy.Platforms;

namespace Deploy.Planning.Inputs;

/// <summary>The chart repository of the platform.</summary>
public sealed class ChartStores(IPlatform platform, ChartStoreFactory factory)
{
    private IChartStore? _store;

    /// <summary>Opens it; later calls return the same.</summary>
    public IChartStore Open() => _store ??= factory.Open(platform.ChartRepository);
}
