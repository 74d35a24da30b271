using Deploy.Charts;
using Deploy.Model;
using Deploy.Platforms;

namespace Deploy.Steps.Publish;

/// <summary>The chart repository of the platform.</summary>
public sealed class ChartStores(IPlatform platform, RepositoryPaths paths, TimeProvider time, Random random)
{
    private IChartStore? _store;

    /// <summary>Opens it; later calls return the same.</summary>
    public async Task<IChartStore> OpenAsync(RunScope scope, CancellationToken cancellation) =>
        _store ??= Create((await platform.OpenAsync(scope, cancellation)).ChartRepository);

    private IChartStore Create(string url) =>
        ChartStoreUrl.Parse(url) switch
        {
            ChartStoreUrl.Folder folder => new IndexedChartStore(
                new FolderObjects(paths.Absolute(folder.Path), time, random),
                RepositoryLayout.Folder,
                time,
                random
            ),
            _ => throw new UsageException(
                $"{Printable.Quote(url)} is a chart repository of a kind that cannot be used yet"
            )
            {
                NextStep = "name a folder",
            },
        };
}
