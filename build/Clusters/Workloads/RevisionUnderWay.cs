using Deploy.Clusters.Releases;
using Deploy.Clusters.Watching;
using Deploy.Tools.Helm.Results;
using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>
/// The revision that Helm works on, or failed with. What is unpacked of it is kept until Helm writes it anew: a fleet looks
/// hundreds of times a second.
/// </summary>
/// <param name="watch">The release's namespace.</param>
/// <param name="release">The release.</param>
/// <param name="after">The revision before this upgrade; 0 where there was none.</param>
internal sealed class RevisionUnderWay(NamespaceWatch watch, ReleaseName release, int after)
{
    private V1Secret? _secret;
    private ReleaseRevision? _revision;

    /// <summary>As it is now; null until Helm has stored it.</summary>
    public ReleaseRevision? Now()
    {
        var (secret, revision) = watch
            .Releases.Now.Where(secret => secret.GetLabel("name") == release.Value)
            .Select(secret => (Secret: secret, Revision: ReleaseRevision.Of(secret)))
            .Where(stored => IsUnderWay(stored.Revision))
            .OrderByDescending(stored => stored.Revision!.Number)
            .FirstOrDefault();
        // A Secret that was read again, changed, is another object.
        if (!ReferenceEquals(secret, _secret))
        {
            (_secret, _revision) = (secret, revision);
        }

        return _revision;
    }

    private bool IsUnderWay(ReleaseRevision? revision) =>
        revision?.Number > after && (revision.Status.IsPending() || revision.Status == HelmStatus.Failed);
}
