using Deploy.Clusters.Releases;

namespace Deploy.Clusters.Workloads;

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
    /// <param name="reader">Reads its workloads.</param>
    /// <param name="revision">What Helm works on.</param>
    public static ReleaseView Now(WorkloadReader reader, ReleaseRevision? revision) =>
        new(
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
