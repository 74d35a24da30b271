using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Locking;

/// <summary>Releases that some helm works on, or was killed at.</summary>
public interface IUnfinishedReleases
{
    /// <summary>Those of a namespace, with their state: <c>prod-infosite (pending-upgrade, revision 4)</c>.</summary>
    Task<IReadOnlyList<string>> InAsync(
        ClusterAccess cluster,
        NamespaceName @namespace,
        CancellationToken cancellation
    );
}

/// <summary>As Helm lists them.</summary>
/// <param name="helm">Helm.</param>
internal sealed class UnfinishedReleases(IHelm helm) : IUnfinishedReleases
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> InAsync(
        ClusterAccess cluster,
        NamespaceName @namespace,
        CancellationToken cancellation
    )
    {
        var all = await helm.ListAsync(
            new HelmListSettings { Cluster = cluster, Namespace = @namespace },
            cancellation
        );
        return
        [
            .. all.Where(release => release.Status.IsPending() || release.Status == HelmStatus.Uninstalling)
                .Select(release =>
                    $"{Printable.Escape(release.Name)} ({release.Status.Word()}, revision {release.Revision})"
                ),
        ];
    }
}
