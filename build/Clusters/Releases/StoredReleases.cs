namespace Deploy.Clusters.Releases;

/// <summary>The newest revisions of all releases in some namespaces, at one moment.</summary>
/// <param name="revisions">By namespace and release.</param>
public sealed class StoredReleases(
    IReadOnlyDictionary<(NamespaceName Namespace, string Release), ReleaseRevision> revisions
)
{
    /// <summary>A release's newest revision; null where there is no such release.</summary>
    public ReleaseRevision? Newest(NamespaceName @namespace, ReleaseName release) =>
        revisions.TryGetValue((@namespace, release.Value), out var found) ? found : null;
}
