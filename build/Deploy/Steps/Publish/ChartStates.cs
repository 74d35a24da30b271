using Deploy.Charts;
using Deploy.Model;

namespace Deploy.Steps.Publish;

/// <summary>Compares the charts of the checkout with what is published. Publishes nothing.</summary>
public sealed class ChartStates(ChartStores stores, ChartPackager packager, RepositoryPaths paths)
{
    /// <summary>The state of some services' charts, in their order.</summary>
    /// <exception cref="UsageException">A chart in the checkout is wrong.</exception>
    /// <exception cref="FailedException">The repository cannot be read.</exception>
    public async Task<IReadOnlyList<ChartState>> OfAsync(
        RunScope scope,
        IReadOnlyList<Service> services,
        PublishRules rules,
        CancellationToken cancellation
    )
    {
        var store = await stores.OpenAsync(scope, cancellation);
        var published = await store.FindAsync([.. services.Select(service => service.Chart)], cancellation);
        var states = new List<ChartState>();
        foreach (var service in services)
        {
            var package = await packager.PackAsync(paths.Absolute(service.ChartFolder), cancellation);
            var versions = published.Where(version => version.Chart == package.Name).ToList();
            var compared = PublishDecision.NeedsContent(package, versions);
            var content = compared is null ? null : await store.FetchAsync(compared, cancellation);
            var decision = PublishDecision.Decide(package, versions, content, rules);
            states.Add(new(service.Name, package.Name, package.Version, versions, decision));
        }

        return states;
    }
}

/// <summary>A service's chart, here and in the repository.</summary>
/// <param name="Service">The service.</param>
/// <param name="Chart">Its chart.</param>
/// <param name="Version">The version in the checkout.</param>
/// <param name="Published">The published versions, newest first.</param>
/// <param name="Decision">What publishing it would come to.</param>
public sealed record ChartState(
    ServiceName Service,
    ChartName Chart,
    ChartVersion Version,
    IReadOnlyList<PublishedVersion> Published,
    PublishDecision Decision
);
