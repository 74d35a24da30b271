using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores;
using Deploy.Planning.Inputs;

namespace Deploy.Operations.Charts;

/// <summary>Compares the charts of the checkout with what is published. Publishes nothing.</summary>
public sealed class ChartsStep(ChartStores stores, ChartPackager packager, RepositoryPaths paths)
{
    private const int Downloads = 8;

    /// <summary>The state of some services' charts, in their order. One that is broken is told like any other.</summary>
    /// <exception cref="FailedException">The repository cannot be read.</exception>
    public async Task<IReadOnlyList<ChartState>> OfAsync(
        IReadOnlyList<Service> services,
        PublishRules rules,
        CancellationToken cancellation
    )
    {
        var store = stores.Open();
        var published = (
            await store.FindAsync([.. services.Select(service => service.Chart).Distinct()], cancellation)
        ).ToLookup(version => version.Chart);
        var states = new ChartState[services.Count];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Downloads, CancellationToken = cancellation };
        await Parallel.ForAsync(
            0,
            services.Count,
            limit,
            async (index, cancel) =>
                states[index] = await OfAsync(
                    services[index],
                    [.. published[services[index].Chart]],
                    store,
                    rules,
                    cancel
                )
        );
        return states;
    }

    private async Task<ChartState> OfAsync(
        Service service,
        IReadOnlyList<PublishedVersion> versions,
        IChartStore store,
        PublishRules rules,
        CancellationToken cancel
    )
    {
        ChartPackage package;
        try
        {
            package = await packager.PackAsync(paths.Absolute(service.ChartFolder), cancel);
        }
        catch (UsageException error)
        {
            return new(service.Name, service.Chart, null, VersionsOf(versions), ChartStanding.Broken, [])
            {
                Problem = error.Location is null ? error.Problem : $"{error.Location}: {error.Problem}",
            };
        }

        var compared = PublishDecision.NeedsContent(package, versions);
        var content = compared is null ? null : await store.FetchAsync(compared, cancel);
        return StateOf(service, PublishDecision.Decide(package, versions, content, rules), versions);
    }

    private static ChartState StateOf(
        Service service,
        PublishDecision decision,
        IReadOnlyList<PublishedVersion> versions
    ) =>
        new(
            service.Name,
            decision.Chart,
            decision.Version,
            VersionsOf(versions),
            decision switch
            {
                PublishDecision.AlreadyPublished => ChartStanding.Published,
                PublishDecision.OtherContent => ChartStanding.Differs,
                PublishDecision.Downgrade => ChartStanding.Older,
                _ => ChartStanding.Unpublished,
            },
            decision is PublishDecision.OtherContent { Files: var files } ? files : []
        );

    private static IReadOnlyList<ChartVersion> VersionsOf(IReadOnlyList<PublishedVersion> versions) =>
        [.. versions.Select(version => version.Version)];
}
