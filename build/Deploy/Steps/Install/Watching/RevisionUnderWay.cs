using Deploy.Clusters.Watching;
using Deploy.Model;
using Deploy.Steps.Releases;
using Deploy.Tools.Helm.Results;
using k8s.Models;

namespace Deploy.Steps.Install.Watching;

/// <summary>
/// The revision that Helm works on, or failed with. What is unpacked of it is kept until Helm writes it anew: a fleet looks
/// hundreds of times a second.
/// </summary>
/// <param name="watch">The release's namespace.</param>
/// <param name="release">The release.</param>
/// <param name="after">The revision before this upgrade; 0 where there was none.</param>
internal sealed class RevisionUnderWay(NamespaceWatch watch, ReleaseName release, int after)
{
    private (V1Secret Secret, ReleaseRevision Revision)? _last;

    /// <summary>As it is now; null until Helm has stored it.</summary>
    public ReleaseRevision? Now()
    {
        var newest = watch
            .Releases.Now.Where(secret => secret.GetLabel("name") == release.Value)
            .Select(Of)
            .Where(stored =>
                stored?.Revision is { } revision
                && revision.Number > after
                && (revision.Status.IsPending() || revision.Status == HelmStatus.Failed)
            )
            .MaxBy(stored => stored!.Value.Revision.Number);
        _last = newest ?? _last;
        return newest?.Revision;
    }

    // A Secret that was read again, changed, is another object.
    private (V1Secret Secret, ReleaseRevision Revision)? Of(V1Secret secret) =>
        _last is { } last && ReferenceEquals(last.Secret, secret) ? last
        : ReleaseRevision.Of(secret) is { } revision ? (secret, revision)
        : null;
}
