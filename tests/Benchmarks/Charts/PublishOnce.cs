using Deploy.Charts;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores.Indexed;

namespace Deploy.Benchmarks.Charts;

/// <summary>One publication, as the process that is measured.</summary>
internal static class PublishOnce
{
    public static async Task<int> RunAsync(string url, string chart, string cache)
    {
        var stores = new ChartStoreFactory(chart, cache, TimeProvider.System, new Random(), null!, null!);
        var repository = stores.OpenIndexed(url);
        var counted = new CountingObjects(repository.Objects);
        var store = new IndexedChartStore(repository with { Objects = counted }, TimeProvider.System, new Random());
        var package = ChartPackage.Pack(ChartFolder.Read(chart), chart);
        var result = await store.PublishAsync(package, new PublishRules(), CancellationToken.None);
        Console.WriteLine($"{result.Outcome}, {counted.Gets} GET, {counted.Heads} HEAD, {counted.Puts} PUT");
        return 0;
    }
}
