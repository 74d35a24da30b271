using Deploy.Charts;
using Deploy.Model;

namespace Deploy.Steps.Publish;

/// <summary>Compares the charts of the checkout with what is published. Publishes nothing.</summary>
public sealed class ChartStates(ChartStores stores, ChartPackager packager, RepositoryPaths paths)
{
    private const int Downloads = 8;

    /// <summary>The state of some services' charts, in their order.</summary>
    /// <exception cref="UsageException">A chart in the checkout is wrong.</exception>
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
            {
                var package = await packager.PackAsync(paths.Absolute(services[index].ChartFolder), cancel);
                var versions = published[package.Name].ToList();
                var compared = PublishDecision.NeedsContent(package, versions);
                var content = compared is null ? null : await store.FetchAsync(compared, cancel);
                var decision = PublishDecision.Decide(package, versions, content, rules);
                states[index] = StateOf(services[index], decision, versions);
            }
        );
        return states;
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
            [.. versions.Select(version => version.Version)],
            decision switch
            {
                PublishDecision.AlreadyPublished => ChartStanding.Published,
                PublishDecision.OtherContent => ChartStanding.Differs,
                PublishDecision.Downgrade => ChartStanding.Older,
                _ => ChartStanding.Unpublished,
            },
            decision is PublishDecision.OtherContent { Files: var files } ? files : []
        );
}
