using Deploy.Clusters.Releases;
using Deploy.Locking;
using Deploy.Planning.Resuming;
using Deploy.Platforms;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Results;

namespace Deploy.Stages.HelmInstall;

/// <summary>Brings one release to what the plan says, and does nothing to one that is there already.</summary>
internal sealed class InstallRelease(
    IHelm helm,
    RecoverRelease recover,
    ReleaseRevisions revisions,
    WatchedUpgrade upgrade,
    IEarlierRun? earlier = null
)
{
    /// <summary>Installs or upgrades it; without starting helm where nothing changes.</summary>
    /// <exception cref="FailedException">It did not become ready; the message says how it was left.</exception>
    public async Task<ReleaseInstalled> RunAsync(Installation installation, CancellationToken cancel)
    {
        installation = installation with { Before = await RecoverAsync(installation, cancel) };
        if (
            installation is { Plan.Options.DeleteFirst: true, Before: { } old }
            && earlier?.HasInstalled(installation.Release, old.Number) != true
        )
        {
            await helm.UninstallAsync(installation.Access, installation.Release, cancel);
            installation = installation with { Before = null };
        }

        var before = installation.Before;
        if (
            before is { Status: HelmStatus.Deployed }
            && ReleaseMark.In(before.Description)?.Inputs == installation.Input.Mark.Inputs
        )
        {
            return Fact(installation, before.Number, unchanged: true);
        }

        var result = await upgrade.RunAsync(installation, cancel);
        return Fact(installation, result.Release.Revision, unchanged: false);
    }

    // Helm is asked for what recovery has to know only where there is something to recover.
    private async Task<ReleaseRevision?> RecoverAsync(Installation installation, CancellationToken cancel)
    {
        var (release, before) = (installation.Release, installation.Before);
        var isStuck = before is not null && (before.Status.IsPending() || before.Status == HelmStatus.Uninstalling);
        var stuck = isStuck
            ? await helm.StatusAsync(installation.Access, release.Namespace, release.Name, cancel)
            : null;
        await recover.RunAsync(installation.Plan.Options, release, installation.Access, stuck, cancel);
        return !isStuck ? before
            : await revisions.HistoryAsync(release.Namespace, release.Name, cancel) is [var newest, ..] ? newest
            : null;
    }

    private static ReleaseInstalled Fact(Installation installation, int revision, bool unchanged) =>
        new(
            installation.Service.Service.Name,
            installation.Release.Name,
            installation.Release.Namespace,
            revision,
            installation.Before?.Number,
            installation.Service.Chart.Version,
            unchanged
        );
}
