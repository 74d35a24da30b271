using Deploy.Clusters;

namespace Deploy.Locking;

/// <summary>
/// Takes away the lock of a run that was killed on this machine when its work was done, where the next run finds nothing
/// left to do, and so takes no lock that it would give back.
/// </summary>
/// <param name="machine">Knows which processes live here.</param>
/// <param name="events">Told whose lock it was.</param>
internal sealed class ClearLock(IMachine machine, IRunEvents events)
{
    /// <summary>Takes it away, if its holder is proven dead; any other holder keeps it.</summary>
    /// <param name="leases">The leases of the cluster.</param>
    /// <param name="request">Which lock.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RunAsync(ILeases leases, LockRequest request, CancellationToken cancellation)
    {
        var lease = await leases.FindAsync(request.Namespace, LockRequest.LeaseName, cancellation);
        if (
            lease is not null
            && LockHolder.Of(lease, machine, request.Access) is { Life: HolderLife.Dead } holder
            && await leases.TryDeleteAsync(lease, cancellation)
        )
        {
            events.Publish(
                new Note(
                    $"{request.What} was still locked by {holder.Text}. That process is gone, and so is its lock now",
                    IsWarning: true
                )
            );
        }
    }
}
