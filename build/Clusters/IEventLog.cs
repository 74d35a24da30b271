namespace Deploy.Clusters;

/// <summary>The events of a cluster, as <c>kubectl get events</c> shows them; the cluster forgets them after an hour.</summary>
public interface IEventLog
{
    /// <summary>Notes that something was done to a lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="reason">What, in one word: <c>Unlocked</c>.</param>
    /// <param name="message">By whom and why, in a sentence.</param>
    /// <param name="cancellation">Ends the call.</param>
    Task RecordAsync(Lease lease, string reason, string message, CancellationToken cancellation);
}
