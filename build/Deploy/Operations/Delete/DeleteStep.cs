using Deploy.Clusters.Releases;
using Deploy.Locking;
using Deploy.Planning;
using Deploy.Platforms;
using Deploy.Stages;

namespace Deploy.Operations.Delete;

/// <summary>Removes releases: says which, asks where the environment wants it, and waits until every object is gone.</summary>
internal sealed class DeleteStep(
    RemoveRelease remove,
    LockedStage locked,
    TargetCluster target,
    ConfirmTarget confirm,
    IRunEvents events,
    Fleet fleet
)
{
    /// <summary>Removes the plan's releases.</summary>
    /// <param name="plan">Which.</param>
    /// <param name="planOnly">Whether to say only what would be done.</param>
    /// <param name="cancellation">Starts no more; what has begun is finished.</param>
    /// <exception cref="RefusedException">The user did not confirm.</exception>
    /// <exception cref="FailedException">A release could not be removed; the others are.</exception>
    public async Task RunAsync(Plan plan, bool planOnly, CancellationToken cancellation)
    {
        if (plan.Services.Count == 0)
        {
            events.Publish(new Note("there is nothing to remove"));
            return;
        }

        var releases = new InstalledReleases(await target.ApiAsync(cancellation));
        foreach (var release in plan.Services.SelectMany(service => service.Releases))
        {
            var newest = await releases.NewestAsync(release.Namespace, release.Name, cancellation);
            events.Publish(
                new Note(
                    $"{release.Name} ({newest?.Chart} {newest?.ChartVersion}, revision {newest?.Revision}) {(planOnly ? "would be" : "will be")} removed from {release.Namespace} on {plan.Scope.Cluster.Name}, with its history"
                )
            );
        }

        if (planOnly)
        {
            return;
        }

        confirm.Run(plan);
        await locked.RunAsync(plan.Scope.Pipeline.Target, plan, RemoveAsync, cancellation);
    }

    private Task RemoveAsync(Plan plan, CancellationToken cancellation) =>
        fleet.ForEachReleaseAsync(
            Stage.HelmInstall,
            plan,
            async (service, cancel) =>
            {
                var facts = new List<Fact>();
                foreach (var release in service.Releases)
                {
                    facts.Add(await remove.RunAsync(target, service.Service.Name, release, cancel));
                }

                return facts;
            },
            cancellation
        );
}
