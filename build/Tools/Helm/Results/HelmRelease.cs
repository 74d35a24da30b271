namespace Deploy.Tools.Helm.Results;

/// <summary>A revision of a release.</summary>
/// <param name="Name">The release. A string: others may have releases whose names this program would not give.</param>
/// <param name="Namespace">Where it lives.</param>
/// <param name="Revision">Counted from 1.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Chart">The chart's name.</param>
/// <param name="ChartVersion">The chart's version, as the chart has it.</param>
/// <param name="AppVersion">What the chart says that it deploys; may be empty.</param>
/// <param name="Updated">When Helm last touched it, UTC.</param>
/// <param name="Description">Helm's note, or the one that the install gave; empty in lists.</param>
public sealed record HelmRelease(
    string Name,
    NamespaceName Namespace,
    int Revision,
    HelmStatus Status,
    string Chart,
    string ChartVersion,
    string AppVersion,
    DateTimeOffset Updated,
    string Description
);

/// <summary>What an install or upgrade made.</summary>
/// <param name="Release">The new revision.</param>
/// <param name="Notes">The chart's notes.</param>
/// <param name="Manifest">The objects, as rendered; hooks not among them.</param>
/// <param name="Method">How they were merged.</param>
public sealed record HelmUpgradeResult(HelmRelease Release, string Notes, string Manifest, HelmApplyMethod Method);

/// <summary>What a release is made of.</summary>
/// <param name="Chart">The chart's name.</param>
/// <param name="ChartVersion">The chart's version.</param>
/// <param name="Revision">Counted from 1.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Method">How its objects were merged.</param>
public sealed record HelmMetadata(
    string Chart,
    string ChartVersion,
    int Revision,
    HelmStatus Status,
    HelmApplyMethod Method
);

/// <summary>Where a release's objects are merged with what is in the cluster.</summary>
public enum HelmApplyMethod
{
    /// <summary>On the client, by three-way merge: Helm 3 always, Helm 4 for releases that began so.</summary>
    ClientSide,

    /// <summary>On the server, which knows who owns which field.</summary>
    ServerSide,
}
