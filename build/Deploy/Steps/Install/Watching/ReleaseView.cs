using Deploy.Clusters.Watching;
using Deploy.Model;
using Deploy.Steps.Releases;
using Deploy.Tools.Helm.Results;
using k8s.Models;

namespace Deploy.Steps.Install.Watching;

/// <summary>A release as it is in the cluster at one moment.</summary>
/// <param name="Revision">The revision that Helm works on, or failed with; null until it has stored it.</param>
/// <param name="Workloads">What runs its pods.</param>
/// <param name="Hooks">Hooks that are under way, or failed.</param>
internal sealed record ReleaseView(
    ReleaseRevision? Revision,
    IReadOnlyList<Workload> Workloads,
    IReadOnlyList<Workload> Hooks
)
{
    /// <summary>How many pods there should be.</summary>
    public int Wanted => Workloads.Sum(workload => workload.Wanted);

    /// <summary>How many of them are ready.</summary>
    public int Ready => Workloads.Sum(workload => Math.Min(workload.Ready, workload.Wanted));

    /// <summary>Looks at a release.</summary>
    /// <param name="watch">Its namespace.</param>
    /// <param name="release">The release.</param>
    /// <param name="after">The revision before this upgrade; 0 where there was none.</param>
    public static ReleaseView Now(NamespaceWatch watch, ReleaseName release, int after)
    {
        var reader = new WorkloadReader(watch, release);
        var revision = watch
            .Releases.Now.Where(secret => secret.GetLabel("name") == release.Value)
            .Select(ReleaseRevision.Of)
            .OfType<ReleaseRevision>()
            .Where(stored => stored.Number > after && (stored.Status.IsPending() || stored.Status == HelmStatus.Failed))
            .MaxBy(stored => stored.Number);
        return new(
            revision,
            reader.Workloads(),
            [
                .. (revision?.Hooks ?? [])
                    .Where(hook => hook.IsOpen)
                    .Select(hook => reader.Hook(hook.Kind, hook.Name))
                    .OfType<Workload>(),
            ]
        );
    }
}
