using Deploy.Clusters;

namespace Deploy.Locking;

/// <summary>
/// Watches the heartbeat of a lease by this process's own monotonic clock. Nothing is concluded from comparing the times
/// of two machines: a heartbeat stands still only while somebody watches it do so.
/// </summary>
/// <param name="time">The monotonic clock.</param>
internal sealed class HeartbeatWatch(TimeProvider time)
{
    private (string Uid, string Version, DateTimeOffset RenewedAt)? _seen;
    private long _since;

    /// <summary>Whether it was seen to move.</summary>
    public bool Moved { get; private set; }

    /// <summary>Takes a look; every write counts as a sign of life, whatever time it says.</summary>
    public void See(Lease lease)
    {
        var now = (lease.Uid, lease.Version, lease.Content.RenewedAt);
        if (_seen != now)
        {
            Moved = _seen?.Uid == lease.Uid;
            _seen = now;
            _since = time.GetTimestamp();
        }
    }

    /// <summary>Whether it has stood still for the whole duration that the lease gives itself, and that we give it.</summary>
    public bool HasStopped(Lease lease)
    {
        var duration = lease.Content.Duration > LockTimes.Duration ? lease.Content.Duration : LockTimes.Duration;
        return _seen is not null && time.GetElapsedTime(_since) >= duration;
    }
}
