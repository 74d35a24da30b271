using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;

namespace Deploy.Charts.Stores;

/// <summary>A chart repository.</summary>
public interface IChartStore
{
    /// <summary>Its address, as the catalog has it.</summary>
    string Url { get; }

    /// <summary>The published versions of some charts, newest first.</summary>
    /// <exception cref="FailedException">The repository cannot be read, or is damaged.</exception>
    Task<IReadOnlyList<PublishedVersion>> FindAsync(
        IReadOnlyCollection<ChartName> charts,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Publishes a package, unless its version is there with the same content (but for the top-level values.yaml). What is
    /// published is never replaced. May be repeated after any failure: it does what is missing.
    /// </summary>
    /// <exception cref="RefusedException">The version is there with other content, or an older one than the newest.</exception>
    /// <exception cref="FailedException">The repository did not do as asked within the tries, or is damaged.</exception>
    Task<PublishResult> PublishAsync(ChartPackage package, PublishRules rules, CancellationToken cancellationToken);

    /// <summary>The version with the digest of its package, where listing it did not tell; costs at most one small request.</summary>
    /// <exception cref="FailedException">It is not there, or is no chart.</exception>
    Task<PublishedVersion> ResolveAsync(PublishedVersion version, CancellationToken cancellationToken);

    /// <summary>Downloads a version, and checks it against the digest that the repository lists.</summary>
    /// <exception cref="FailedException">It is not there, is not what was listed, or must not be installed.</exception>
    Task<ChartPackage> FetchAsync(PublishedVersion version, CancellationToken cancellationToken);
}
