namespace Deploy.Clusters.Releases;

/// <summary>What runs of a service in a namespace, and what is known about it.</summary>
/// <param name="Service">Whose release.</param>
/// <param name="Release">Its name.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="Revision">What is installed; null where nothing is.</param>
/// <param name="Mark">Who installed it from what; null where another program did.</param>
/// <param name="Images">What it runs.</param>
public sealed record ReleaseState(
    ServiceName Service,
    ReleaseName Release,
    NamespaceName Namespace,
    InstalledRelease? Revision,
    ReleaseMark? Mark,
    IReadOnlyList<InstalledImage> Images
)
{
    /// <summary>When the commit was made that it was built from, where that can be told.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>Where git, the registry and the cluster differ from it; null where nobody looked.</summary>
    public IReadOnlyList<Drift>? Drift { get; init; }

    /// <summary>The commit that its images were built from; else the one that it was installed from.</summary>
    public string? Commit =>
        Images.Select(image => image.Commit).FirstOrDefault(commit => commit is not null) ?? Mark?.Commit;
}

/// <summary>An image that a release runs.</summary>
/// <param name="Name">Its name in the catalog.</param>
/// <param name="Repository">Where it is in the registry.</param>
/// <param name="Tag">Its tag; null where the release's values have none.</param>
/// <param name="Digest">Its content; null where the release does not pin it.</param>
public sealed record InstalledImage(string Name, string Repository, string? Tag, string? Digest)
{
    /// <summary>The commit that its tag names.</summary>
    public string? Commit => Tag is { Length: > 0 } tag ? new ImageTag(tag).Commit : null;
}

/// <summary>A difference from what is installed.</summary>
/// <param name="Where">What differs.</param>
/// <param name="Text">How.</param>
public sealed record Drift(DriftSource Where, string Text);

/// <summary>What can differ from a release.</summary>
public enum DriftSource
{
    /// <summary>The checkout has other versions.</summary>
    Git,

    /// <summary>The registry has other content under a tag, or none.</summary>
    Registry,

    /// <summary>Objects were changed since the install.</summary>
    Cluster,
}
