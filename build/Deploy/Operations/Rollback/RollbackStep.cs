using Deploy.Clusters.Releases;
using Deploy.Locking;
using Deploy.Planning;
using Deploy.Platforms;
using Deploy.Stages;
using Deploy.Stages.HelmTest;
using Deploy.Tools.Helm;
using Deploy.Yaml;

namespace Deploy.Operations.Rollback;

/// <summary>Brings releases back to their last good revision: shows which that is and what changes, does it, and tests.</summary>
internal sealed class RollbackStep(
    IHelm helm,
    TargetCluster target,
    ConfirmTarget confirm,
    LockedStage locked,
    HelmTestStep tests,
    RollbackText text,
    IRunEvents events,
    Fleet fleet
)
{
    /// <summary>Rolls back.</summary>
    /// <param name="plan">Which releases.</param>
    /// <param name="planOnly">Whether to say only what would be done.</param>
    /// <param name="cancellation">Starts no more; what has begun is finished.</param>
    /// <exception cref="RefusedException">A release has no good revision, or the user did not confirm.</exception>
    /// <exception cref="FailedException">A release did not come up again; the others did.</exception>
    public async Task RunAsync(Plan plan, bool planOnly, CancellationToken cancellation)
    {
        var releases = new InstalledReleases(await target.ApiAsync(cancellation));
        var targets = await TargetsAsync(plan, releases, cancellation);
        var masked = new MaskedManifest();
        foreach (var (from, to, why) in targets.Values)
        {
            text.Write(from, to, why, UnifiedDiff.Of(masked.Of(from.Manifest), masked.Of(to.Manifest), from.Name));
        }

        if (planOnly)
        {
            return;
        }

        confirm.Run(plan);
        await locked.RunAsync(plan.Scope.Pipeline.Target, plan, RollBackAllAsync, cancellation);
        SayWhatGitHas(plan);

        async Task RollBackAllAsync(Plan all, CancellationToken cancel)
        {
            await fleet.ForEachReleaseAsync(Stage.HelmInstall, all, RollBackAsync, cancel);
            if (!all.Options.SkipTests)
            {
                await tests.RunAsync(all, cancel);
            }
        }

        async Task<IReadOnlyList<Fact>> RollBackAsync(ServicePlan service, CancellationToken cancel)
        {
            var facts = new List<Fact>();
            foreach (var release in service.Releases)
            {
                var (from, to, _) = targets[release.Name];
                var newest = await releases.NewestAsync(release.Namespace, release.Name, cancel);
                if (newest?.Revision != from.Revision)
                {
                    throw new RefusedException(
                        $"{release.Name} is at revision {newest?.Revision.ToString() ?? "(none)"} now, and was at {from.Revision} when you were shown what would change"
                    )
                    {
                        NextStep = "look again: --plan",
                    };
                }

                await helm.RollbackAsync(await target.AccessAsync(cancel), release, to.Revision, cancel);
                newest = await releases.NewestAsync(release.Namespace, release.Name, cancel);
                facts.Add(
                    new ReleaseRolledBack(
                        service.Service.Name,
                        release.Name,
                        release.Namespace,
                        from.Revision,
                        to.Revision,
                        newest?.Revision ?? from.Revision + 1
                    )
                );
            }

            return facts;
        }
    }

    // All of them before the first is touched: a run that cannot do everything does nothing.
    private static async Task<IReadOnlyDictionary<ReleaseName, RollbackTarget>> TargetsAsync(
        Plan plan,
        InstalledReleases releases,
        CancellationToken cancellation
    )
    {
        var targets = new Dictionary<ReleaseName, RollbackTarget>();
        foreach (var release in plan.Services.SelectMany(service => service.Releases))
        {
            var history = await releases.HistoryAsync(release.Namespace, release.Name, cancellation);
            targets[release.Name] = RollbackTarget.Of(history, release.Name);
        }

        return targets.Count > 0
            ? targets
            : throw new RefusedException(
                $"None of {string.Join(", ", plan.Scope.Services.Services)} has a release in {string.Join(", ", plan.Scope.Namespaces)}"
            );
    }

    private void SayWhatGitHas(Plan plan)
    {
        if (plan.Scope.Environment is { Namespace: not null, HasThrowAwayValues: false })
        {
            events.Publish(
                new Note(
                    $"git still has the version that was rolled back, and the next InstallProd would bring it back. To take it back there too:\n  ./build.sh --target=Revert --services={string.Join(',', plan.Services.Select(service => service.Service))}",
                    IsWarning: true
                )
            );
        }
    }
}
