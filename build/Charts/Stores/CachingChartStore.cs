using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;

namespace Deploy.Charts.Stores;

/// <summary>Downloads each package once.</summary>
/// <param name="inner">The repository.</param>
/// <param name="cache">What was downloaded before.</param>
public sealed class CachingChartStore(IChartStore inner, ChartCache cache) : IChartStore
{
    /// <inheritdoc/>
    public string Url => inner.Url;

    /// <inheritdoc/>
    public Task<IReadOnlyList<PublishedVersion>> FindAsync(
        IReadOnlyCollection<ChartName> charts,
        CancellationToken cancellationToken
    ) => inner.FindAsync(charts, cancellationToken);

    /// <inheritdoc/>
    public Task<PublishResult> PublishAsync(
        ChartPackage package,
        PublishRules rules,
        CancellationToken cancellationToken
    ) => inner.PublishAsync(package, rules, cancellationToken);

    /// <inheritdoc/>
    public Task<PublishedVersion> ResolveAsync(PublishedVersion version, CancellationToken cancellationToken) =>
        inner.ResolveAsync(version, cancellationToken);

    /// <inheritdoc/>
    public async Task<ChartPackage> FetchAsync(PublishedVersion version, CancellationToken cancellationToken)
    {
        var resolved = await inner.ResolveAsync(version, cancellationToken);
        if (resolved.Digest is not null && cache.Find(resolved.Digest) is { } kept)
        {
            return kept;
        }

        var package = await inner.FetchAsync(resolved, cancellationToken);
        cache.Keep(package);
        return package;
    }
}
