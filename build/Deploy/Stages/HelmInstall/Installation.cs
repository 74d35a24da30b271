using Deploy.Clusters.Releases;
using Deploy.Clusters.Watching;
using Deploy.Planning.Inputs;
using Deploy.Tools;

namespace Deploy.Stages.HelmInstall;

/// <summary>One release on its way.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Service">The service.</param>
/// <param name="Release">The release.</param>
/// <param name="Access">How helm reaches the cluster.</param>
/// <param name="Watch">What goes on in the cluster.</param>
/// <param name="Input">What it is made from.</param>
/// <param name="Before">The newest revision until now; null where there is none.</param>
internal sealed record Installation(
    Plan Plan,
    ServicePlan Service,
    PlannedRelease Release,
    ClusterAccess Access,
    ClusterWatch Watch,
    ReleaseInput Input,
    ReleaseRevision? Before
);
