namespace Deploy.Charts.Index;

/// <summary>One version of a chart as a repository lists it.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Version">The version.</param>
/// <param name="Digest">The digest of the package, or null where the repository does not say.</param>
/// <param name="Url">Where the package is: relative to the repository, or absolute.</param>
/// <param name="Created">When it was published, where the repository says so.</param>
public sealed record PublishedVersion(
    ChartName Chart,
    ChartVersion Version,
    Digest? Digest,
    string Url,
    DateTimeOffset? Created = null
);
