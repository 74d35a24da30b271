using Deploy.Clusters;
using Deploy.Locking;

namespace Deploy.Operations.Unlock;

/// <summary>
/// Shows who has a lock, and breaks it if the holder is dead. A living holder's lock is never broken, whatever the
/// reason: two helms at one release corrupt its history. End the holder, and it gives the lock back by itself.
/// </summary>
internal sealed class BreakLock(IMachine machine, User user, IRunEvents events, TimeProvider time)
{
    /// <summary>Shows, and breaks.</summary>
    /// <param name="leases">The leases of the cluster.</param>
    /// <param name="log">Where the reason is recorded, beside this run's own output.</param>
    /// <param name="request">Which lock.</param>
    /// <param name="reason">Why; without one the lock is only shown.</param>
    /// <param name="cancellation">Ends the watching.</param>
    /// <exception cref="RefusedException">There is no reason, or the holder lives.</exception>
    public async Task RunAsync(
        ILeases leases,
        IEventLog log,
        LockRequest request,
        Reason? reason,
        CancellationToken cancellation
    )
    {
        var lease = await leases.FindAsync(request.Namespace, LockRequest.LeaseName, cancellation);
        if (lease is null)
        {
            events.Publish(new Note($"{request.What} is not locked"));
            return;
        }

        var holder = LockHolder.Of(lease, machine, request.Access);
        events.Publish(new Note($"{request.What} is locked by {holder.Text}{holder.Remains}"));
        RequireReason(request, reason);
        await RequireDeadAsync(leases, request, holder, cancellation);
        if (!await leases.TryDeleteAsync(holder.Lease, cancellation))
        {
            throw Lives(request, "its lock was renewed, or given back, in this very moment");
        }

        var broken = $"{user.Name} broke the lock of {holder.Text}: {reason}";
        await log.RecordAsync(lease, "Unlocked", broken, cancellation);
        events.Publish(new Note($"{request.What} is free: {Printable.Escape(broken)}", IsWarning: true));
        if (holder.Life == HolderLife.Unknown)
        {
            var helm = holder.Record?.Helm is { Length: > 0 } last ? last : "none";
            events.Publish(
                new Note(
                    $"whether a helm of it still works cannot be seen from here (when last heard: {Printable.Escape(helm)}); see to it that none does before you deploy",
                    IsWarning: true
                )
            );
        }
    }

    private static void RequireReason(LockRequest request, Reason? reason)
    {
        if (reason is null)
        {
            throw new RefusedException($"Breaking the lock of {request.Namespace} needs a reason")
            {
                NextStep = $"{request.UnlockCommand} (at least {Reason.MinimumLength} characters)",
            };
        }
    }

    private async Task RequireDeadAsync(
        ILeases leases,
        LockRequest request,
        LockHolder holder,
        CancellationToken cancellation
    )
    {
        switch (holder.Life)
        {
            case HolderLife.Alive:
                var id = holder.Record!.Process.Id;
                throw Lives(request, $"PID {id} lives on this machine; kill {id} ends it, and it gives the lock back");
            case HolderLife.HelmLives:
                throw Lives(request, $"{string.Join(", ", holder.Helm)} still works; wait until it has ended");
            case HolderLife.Unknown:
                await WatchAsync(leases, request, holder, cancellation);
                break;
            case HolderLife.Dead:
                break;
        }
    }

    private async Task WatchAsync(
        ILeases leases,
        LockRequest request,
        LockHolder holder,
        CancellationToken cancellation
    )
    {
        events.Publish(
            new Note(
                $"watching its heartbeat for {Duration.Format(LockTimes.Duration)}: from here nobody can see whether it lives"
            )
        );
        var watch = new HeartbeatWatch(time);
        for (var lease = holder.Lease; lease is not null; )
        {
            watch.See(lease);
            if (lease.Version != holder.Lease.Version)
            {
                throw Lives(request, "its heartbeat moves; end it where it runs, and it gives the lock back");
            }

            if (watch.HasStopped(lease))
            {
                return;
            }

            await Task.Delay(LockTimes.Look, time, cancellation);
            lease = await leases.FindAsync(request.Namespace, LockRequest.LeaseName, cancellation);
        }
    }

    private static RefusedException Lives(LockRequest request, string how) =>
        new($"The lock of {request.Namespace} is not broken: {how}");
}
