using Deploy.Clusters;

namespace Deploy.Locking;

/// <summary>Takes the lock of a namespace: at once, from a holder that is proven dead, or after waiting for one that is not.</summary>
/// <param name="machine">Knows which processes live here.</param>
/// <param name="releases">Knows what a holder elsewhere may have left unfinished.</param>
/// <param name="time">Watches heartbeats, and limits the wait.</param>
/// <param name="events">Told who is waited for.</param>
internal sealed class TakeLock(IMachine machine, IUnfinishedReleases releases, TimeProvider time, IRunEvents events)
{
    /// <summary>Takes it.</summary>
    /// <param name="leases">The leases of the cluster.</param>
    /// <param name="request">Which lock.</param>
    /// <param name="content">What the lease says of us, given when it was taken.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RefusedException">Somebody else has it, and did not let go in time.</exception>
    public async Task<Lease> RunAsync(
        ILeases leases,
        LockRequest request,
        Func<DateTimeOffset, LeaseContent> content,
        CancellationToken cancellation
    )
    {
        var since = time.GetTimestamp();
        var watch = new HeartbeatWatch(time);
        string? said = null;
        string? skew = null;
        while (true)
        {
            var lease = await leases.FindAsync(request.Namespace, LockRequest.LeaseName, cancellation);
            if (lease is null)
            {
                if (
                    await leases.TryCreateAsync(
                        request.Namespace,
                        LockRequest.LeaseName,
                        content(time.GetUtcNow()),
                        cancellation
                    ) is
                    { } created
                )
                {
                    return created;
                }

                continue;
            }

            watch.See(lease);
            var holder = LockHolder.Of(lease, machine, request.Access);
            if (IsDead(holder, watch))
            {
                if (await TryTakeOverAsync(leases, request, holder, content, cancellation) is { } taken)
                {
                    return taken;
                }

                // Another run was faster: the next look tells which.
                continue;
            }

            if (request.Wait is not { } wait || time.GetElapsedTime(since) >= wait)
            {
                throw Refusal(request, holder, watch);
            }

            if ($"{holder.Text}{holder.Remains}" is var text && text != said)
            {
                events.Publish(
                    new Note($"{request.What} is locked by {text}; waiting {Duration.Format(wait)} at most")
                );
                said = text;
            }

            if (skew is null && (skew = ClockSkew.Note(lease, watch.Moved, time)) is not null)
            {
                events.Publish(new Note($"{request.What}: {skew}", IsWarning: true));
            }

            await Task.Delay(LockTimes.Look, time, cancellation);
        }
    }

    private static bool IsDead(LockHolder holder, HeartbeatWatch watch) =>
        holder.Life == HolderLife.Dead || (holder.Life == HolderLife.Unknown && watch.HasStopped(holder.Lease));

    private async Task<Lease?> TryTakeOverAsync(
        ILeases leases,
        LockRequest request,
        LockHolder holder,
        Func<DateTimeOffset, LeaseContent> content,
        CancellationToken cancellation
    )
    {
        if (holder.Life == HolderLife.Unknown)
        {
            await RequireNothingUnfinishedAsync(request, holder, cancellation);
        }

        var taken = await leases.TryReplaceAsync(holder.Lease, content(time.GetUtcNow()), cancellation);
        if (taken is not null)
        {
            events.Publish(
                new Note(
                    $"{request.What} was still locked by {holder.Text}. {Proof(holder)}, so this run has the lock now",
                    IsWarning: true
                )
            );
        }

        return taken;
    }

    // A helm outlives the program that started it when that is killed; over there nobody here can see it. To roll back
    // beneath a helm that still upgrades leaves two revisions deployed.
    private async Task RequireNothingUnfinishedAsync(
        LockRequest request,
        LockHolder holder,
        CancellationToken cancellation
    )
    {
        var unfinished = await releases.InAsync(request.Access, request.Namespace, cancellation);
        if (unfinished.Count > 0)
        {
            var helm = holder.Record?.Helm is { Length: > 0 } last
                ? $" ({Printable.Escape(last)} when last heard)"
                : "";
            throw new RefusedException(
                $"{request.What} is locked by {holder.Text}. {Proof(holder)}, but it left {string.Join(", ", unfinished)}, and its helm{helm} may still run there"
            )
            {
                NextStep = $"see to it that it does not, then {request.UnlockCommand}",
            };
        }
    }

    private static string Proof(LockHolder holder) =>
        holder.Life == HolderLife.Dead
            ? "That process is gone"
            : $"Its heartbeat stood still for {Duration.Format(LockTimes.Duration)}";

    private RefusedException Refusal(LockRequest request, LockHolder holder, HeartbeatWatch watch)
    {
        var waited = request.Wait is { } wait ? $", still after {Duration.Format(wait)}" : "";
        var clocks = ClockSkew.Note(holder.Lease, watch.Moved, time) is { } skew ? $"; {skew}" : "";
        return new($"{request.What} is locked by {holder.Text}{holder.Remains}{waited}{clocks}")
        {
            NextStep = holder.Life switch
            {
                HolderLife.HelmLives => $"--wait-for-lock=10m waits until PID {holder.Helm[0].Id} has ended",
                HolderLife.Alive => "--wait-for-lock=10m waits for it",
                HolderLife.Unknown or HolderLife.Dead =>
                    $"--wait-for-lock=10m waits for it; if it is dead: {request.UnlockCommand}",
            },
        };
    }
}
