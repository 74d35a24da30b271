using Deploy.Tools.Helm.Verbs;

namespace Deploy.Tools.Helm;

/// <summary>What Helm does to a release of the plan, in its namespace and with its timeout.</summary>
public static class PlannedReleaseVerbs
{
    /// <summary>Goes back to a revision; the objects are ready when it returns, unless it is not to wait for them.</summary>
    /// <exception cref="FailedException">Helm failed, or the objects did not come up in time.</exception>
    public static Task RollbackAsync(
        this IHelm helm,
        ClusterAccess cluster,
        PlannedRelease release,
        int revision,
        CancellationToken cancel,
        bool wait = true
    ) =>
        helm.RollbackAsync(
            new HelmRollbackSettings
            {
                Cluster = cluster,
                Namespace = release.Namespace,
                Release = release.Name,
                Revision = revision,
                Timeout = release.InstallTimeout,
                Wait = wait,
            },
            cancel
        );

    /// <summary>Removes the release and waits until its objects are gone. One that is not there is no error.</summary>
    /// <exception cref="FailedException">Helm failed, or objects stayed.</exception>
    public static Task UninstallAsync(
        this IHelm helm,
        ClusterAccess cluster,
        PlannedRelease release,
        CancellationToken cancel
    ) =>
        helm.UninstallAsync(
            new HelmUninstallSettings
            {
                Cluster = cluster,
                Namespace = release.Namespace,
                Release = release.Name,
                Timeout = release.InstallTimeout,
                Wait = true,
            },
            cancel
        );
}
