using Deploy.Clusters;
using Deploy.Locking;
using Deploy.Operations.Delete;
using Deploy.Planning;
using Deploy.Platforms;
using Deploy.Tools.Git;

namespace Deploy.Operations.CleanupStaging;

/// <summary>
/// Removes from staging what prod has now and what does not stay there. The deploy is done by then, so whatever goes wrong
/// here is a warning.
/// </summary>
internal sealed class CleanupStagingStep(
    IPlatform platform,
    ServiceCatalog catalog,
    User user,
    IGit git,
    RemoveRelease remove,
    Func<TargetCluster, RunLock> lockOf,
    ClearLock clear,
    CurrentStep step,
    IRunEvents events
)
{
    /// <summary>Removes the releases of those services whose install this run has proven.</summary>
    public async Task RunAsync(Plan plan, IReadOnlyList<ReleaseInstalled> releases, CancellationToken cancellation)
    {
        var installed = releases.Select(release => release.Service).ToHashSet();
        var leaving = plan.LeavingStaging.Where(service => installed.Contains(service.Name)).ToList();
        if (leaving.Count == 0 || !catalog.Environments.ContainsKey(DeployEnvironment.Staging))
        {
            return;
        }

        var names = leaving.Select(service => service.Name.Value).ToList();
        try
        {
            var scope = new ScopeRequest(
                Pipeline.Of(TaskNames.CleanupStaging)!,
                names,
                DeployEnvironment.Staging,
                [],
                user.Namespace
            ).Decide(catalog);
            using var target = new TargetCluster(platform, scope);
            var removal = await new OperationPlanner(git, target).PlanAsync(
                scope,
                plan.Options,
                missing: _ => { },
                cancellation
            );
            if (removal.Services.Count > 0)
            {
                await RemoveAsync(removal, target, cancellation);
            }
            else
            {
                await ClearAsync(scope, target, cancellation);
            }
        }
        catch (DeployException problem)
        {
            events.Publish(
                new Note(
                    $"prod is done, but staging still has some of {string.Join(", ", names)}: {problem.Problem} (./build.sh --target={TaskNames.CleanupStaging} --services={string.Join(',', names)})",
                    IsWarning: true
                )
            );
        }
    }

    // A run that was killed behind its last removal has left the lock of staging.
    private async Task ClearAsync(RunScope scope, TargetCluster target, CancellationToken cancellation)
    {
        var leases = new Leases(await target.ApiAsync(cancellation));
        var access = await target.AccessAsync(cancellation);
        foreach (var name in scope.Namespaces)
        {
            await clear.RunAsync(leases, new LockRequest(scope, name, access, Wait: null), cancellation);
        }
    }

    // The run holds the lock of prod; staging has one of its own, and somebody may be installing there.
    private async Task RemoveAsync(Plan removal, TargetCluster target, CancellationToken cancellation)
    {
        step.Begin(TaskNames.CleanupStaging);
        using var staging = lockOf(target);
        await staging.TakeAsync(removal, cancellation);
        foreach (var service in removal.Services)
        {
            foreach (var release in service.Releases)
            {
                events.Publish(new Proven(await remove.RunAsync(target, service.Service.Name, release, cancellation)));
            }
        }
    }
}
