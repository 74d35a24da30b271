using System.Globalization;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Processes;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Locking;

/// <summary>
/// Settles a release whose helm was killed: Helm itself refuses everything while one is <c>pending-*</c>. Done only with
/// the lock held and no helm of the release alive, because recovering a living one corrupts its history.
/// </summary>
/// <remarks>
/// Measured with both majors: <c>helm rollback</c> handles no signals, so SIGTERM leaves <c>pending-rollback</c>; a rollback
/// during an upgrade leaves two revisions deployed; a first install that is pending has nothing to go back to, and has to be
/// uninstalled.
/// </remarks>
/// <param name="helm">Helm.</param>
/// <param name="locks">The locks of this run.</param>
/// <param name="machine">Knows which helm processes live.</param>
/// <param name="consent">Asked before anything is uninstalled.</param>
/// <param name="time">Limits the wait for a living helm.</param>
/// <param name="events">Told what was done.</param>
public sealed class RecoverRelease(
    IHelm helm,
    IHeldLocks locks,
    IMachine machine,
    UninstallConsent consent,
    TimeProvider time,
    IRunEvents events
)
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    /// <summary>Recovers the release if it needs it.</summary>
    /// <param name="options">Whether to wait for a living helm, and whether uninstalling is agreed to.</param>
    /// <param name="release">The release.</param>
    /// <param name="cluster">Where it is.</param>
    /// <param name="newest">Its newest revision; null where there is none.</param>
    /// <param name="cancel">Ends the wait. What has begun runs to its end.</param>
    /// <returns>Its newest revision then; null where it is gone.</returns>
    /// <exception cref="RefusedException">A helm works on it, or uninstalling it was not agreed to.</exception>
    /// <exception cref="FailedException">The lock is lost.</exception>
    public async Task<HelmRelease?> RunAsync(
        RunOptions options,
        PlannedRelease release,
        ClusterAccess cluster,
        HelmRelease? newest,
        CancellationToken cancel
    )
    {
        locks.Require(release.Namespace);
        if (!NeedsRecovery(newest))
        {
            return newest;
        }

        if (await WaitForHelmAsync(options.LockWait, release, cluster, newest!, cancel))
        {
            newest = await helm.StatusAsync(cluster, release.Namespace, release.Name, cancel);
        }

        if (!NeedsRecovery(newest))
        {
            return newest;
        }

        var history = await helm.HistoryAsync(
            new HelmHistorySettings
            {
                Cluster = cluster,
                Namespace = release.Namespace,
                Release = release.Name,
            },
            cancel
        );
        if (newest!.Status.IsPending() && Good(history) is { } good)
        {
            await RollBackAsync(release, cluster, newest, good, cancel);
        }
        else
        {
            await UninstallAsync(options, release, cluster, newest, cancel);
        }

        return await helm.StatusAsync(cluster, release.Namespace, release.Name, cancel);
    }

    private static bool NeedsRecovery(HelmRelease? newest) =>
        newest is not null && (newest.Status.IsPending() || newest.Status == HelmStatus.Uninstalling);

    // The revision that runs, or else the last one that did.
    private static HelmRelease? Good(IReadOnlyList<HelmRelease> history) =>
        history.FirstOrDefault(revision => revision.Status == HelmStatus.Deployed)
        ?? history.FirstOrDefault(revision => revision.Status.RanOnce(() => revision.Description));

    private async Task<bool> WaitForHelmAsync(
        TimeSpan? wait,
        PlannedRelease release,
        ClusterAccess cluster,
        HelmRelease newest,
        CancellationToken cancel
    )
    {
        var since = time.GetTimestamp();
        var waited = false;
        while (
            machine.HelmIn(cluster, release.Namespace).FirstOrDefault(process => process.WorksOn(release.Name))
                is { } living
        )
        {
            if (wait is not { } limit || time.GetElapsedTime(since) >= limit)
            {
                throw Refusal(release, newest, living);
            }

            if (!waited)
            {
                events.Publish(
                    new Note(
                        $"{State(release, newest)}: {living} works on it; waiting {Duration.Format(limit)} at most"
                    )
                );
            }

            waited = true;
            await Task.Delay(_look, time, cancel);
        }

        return waited;
    }

    private RefusedException Refusal(PlannedRelease release, HelmRelease newest, HelmProcess living) =>
        new($"{State(release, newest)}: {living} works on it, on {machine.Host.Name}, since {Time(living.Since)}")
        {
            NextStep = $"--wait-for-lock=10m waits until PID {living.Id} has ended",
        };

    private async Task RollBackAsync(
        PlannedRelease release,
        ClusterAccess cluster,
        HelmRelease newest,
        HelmRelease good,
        CancellationToken cancel
    )
    {
        events.Publish(
            new Note(
                $"{State(release, newest)}, and no helm of this machine works on it: rolling back to revision {good.Revision}",
                IsWarning: true
            )
        );
        // The upgrade that follows does the waiting.
        await helm.RollbackAsync(cluster, release, good.Revision, cancel, wait: false);
    }

    private async Task UninstallAsync(
        RunOptions options,
        PlannedRelease release,
        ClusterAccess cluster,
        HelmRelease newest,
        CancellationToken cancel
    )
    {
        consent.Require(
            options,
            release,
            $"{State(release, newest)}, no helm of this machine works on it, and no revision ever ran"
        );
        events.Publish(
            new Note(
                $"{State(release, newest)}, and no helm of this machine works on it: uninstalling what there is",
                IsWarning: true
            )
        );
        await helm.UninstallAsync(cluster, release, cancel);
    }

    private static string State(PlannedRelease release, HelmRelease newest) =>
        $"{release.Name} is {newest.Status.Word()} at revision {newest.Revision} since {Time(newest.Updated)}";

    private static string Time(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
