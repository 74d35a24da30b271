using Deploy.Clusters.Releases;
using Deploy.Platforms;
using Deploy.Tools.Helm;

namespace Deploy.Operations.Delete;

/// <summary>Removes one release, and waits until every object of it is gone.</summary>
public sealed class RemoveRelease(IHelm helm)
{
    /// <summary>Removes it. One that is not there is no error.</summary>
    /// <exception cref="FailedException">Helm failed, or objects stayed.</exception>
    public async Task<ReleaseDeleted> RunAsync(
        TargetCluster target,
        ServiceName service,
        PlannedRelease release,
        CancellationToken cancellation
    )
    {
        var releases = new InstalledReleases(await target.ApiAsync(cancellation));
        var newest = await releases.NewestAsync(release.Namespace, release.Name, cancellation);
        await helm.UninstallAsync(await target.AccessAsync(cancellation), release, cancellation);
        return new(service, release.Name, release.Namespace, newest?.Revision ?? 0);
    }
}
