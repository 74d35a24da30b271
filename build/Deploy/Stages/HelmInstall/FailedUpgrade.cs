using Deploy.Clusters.Releases;
using Deploy.Locking;
using Deploy.Platforms;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Helm.Results;

namespace Deploy.Stages.HelmInstall;

/// <summary>
/// Deals with a release whose upgrade failed as its environment wants it (<c>on_failure</c>), and says how it is left.
/// What Helm's own <c>--atomic</c> does, but after the evidence was kept, and never without the lock: who has it by then
/// may be at this very release.
/// </summary>
internal sealed class FailedUpgrade(IHelm helm, IHeldLocks locks, ReleaseRevisions revisions, IRunEvents events)
{
    /// <summary>Settles it. Runs to its end even when the run is interrupted, so that nothing stays half-way.</summary>
    /// <returns>The failure, with the state that the release is in now.</returns>
    public async Task<FailedException> SettleAsync(Installation installation, FailedException failure)
    {
        var left = await LeaveAsync(installation, failure);
        if (left.End is { } end)
        {
            events.Publish(
                new ReleaseLeft(
                    installation.Service.Service.Name,
                    installation.Release.Name,
                    installation.Release.Namespace,
                    end,
                    left.Revision
                )
            );
        }

        return new FailedException($"{failure.Problem}; {left.Words}", failure)
        {
            NextStep = failure.NextStep,
            Evidence = failure.Evidence,
        };
    }

    private async Task<Left> LeaveAsync(Installation installation, FailedException failure)
    {
        var release = installation.Release;
        IReadOnlyList<ReleaseRevision> history;
        try
        {
            locks.Require(release.Namespace);
        }
        catch (FailedException)
        {
            return new(ReleaseEnd.Unknown, null, $"in which state {release.Name} is, says whoever has the lock now");
        }

        try
        {
            history = await revisions.HistoryAsync(release.Namespace, release.Name, CancellationToken.None);
        }
        catch (DeployException)
        {
            return new(
                ReleaseEnd.Unknown,
                null,
                $"in which state {release.Name} is, is unknown, as the cluster does not answer; the next run finds out"
            );
        }

        return history is not [var newest, ..] ? new(null, null, "nothing was installed")
            : newest.Number == installation.Before?.Number || IsSomebodyElses(failure)
                ? new(null, newest.Number, $"{release.Name} is untouched at revision {newest.Number}")
            : installation.Plan.Scope.Environment.OnFailure == FailurePolicy.Keep ? Kept(release, newest)
            : history.FirstOrDefault(revision => revision.HasComeUp) is { } good
                ? await RollBackAsync(installation, newest, good)
            : await UninstallAsync(installation, newest);
    }

    private async Task<Left> RollBackAsync(Installation installation, ReleaseRevision newest, ReleaseRevision good)
    {
        var release = installation.Release;
        try
        {
            locks.Require(release.Namespace);
            await helm.RollbackAsync(installation.Access, release, good.Number, CancellationToken.None);
            return new(ReleaseEnd.RolledBack, good.Number, $"{release.Name} was rolled back to revision {good.Number}");
        }
        catch (FailedException error)
        {
            return Stuck(release, newest, $"rolling back to revision {good.Number}", error);
        }
    }

    private async Task<Left> UninstallAsync(Installation installation, ReleaseRevision newest)
    {
        var release = installation.Release;
        try
        {
            locks.Require(release.Namespace);
            await helm.UninstallAsync(installation.Access, release, CancellationToken.None);
            return new(
                ReleaseEnd.Uninstalled,
                null,
                $"{release.Name} was uninstalled, as no revision of it had ever come up"
            );
        }
        catch (FailedException error)
        {
            return Stuck(release, newest, "uninstalling it", error);
        }
    }

    private static Left Kept(PlannedRelease release, ReleaseRevision newest) =>
        new(ReleaseEnd.Failed, newest.Number, $"{release.Name} is left {State(newest)} at revision {newest.Number}");

    private static Left Stuck(PlannedRelease release, ReleaseRevision newest, string attempt, FailedException error) =>
        new(
            ReleaseEnd.Failed,
            newest.Number,
            $"{release.Name} is left failed at revision {newest.Number}, as {attempt} failed too: {error.Problem}"
        );

    private static string State(ReleaseRevision revision) =>
        revision.Status.IsPending() ? $"pending ({revision.Status})" : "failed";

    // Then the newest revision is another helm's work.
    private static bool IsSomebodyElses(FailedException failure)
    {
        for (Exception? error = failure; error is not null; error = error.InnerException)
        {
            if (error is HelmException { Failure.Kind: HelmFailureKind.OperationInProgress })
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Left(ReleaseEnd? End, int? Revision, string Words);
}
