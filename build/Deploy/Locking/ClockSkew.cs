using Deploy.Clusters;

namespace Deploy.Locking;

/// <summary>Names clocks that disagree. That is all: no decision rests on it.</summary>
internal static class ClockSkew
{
    /// <summary>What to say about the holder's clock and ours; null where they may agree.</summary>
    /// <param name="lease">The lease, with its times by the holder's clock.</param>
    /// <param name="renewedJustNow">Whether its heartbeat was seen to move; an old time means nothing otherwise.</param>
    /// <param name="time">Our clock.</param>
    public static string? Note(Lease lease, bool renewedJustNow, TimeProvider time)
    {
        var ahead = lease.Content.RenewedAt - time.GetUtcNow();
        return ahead > LockTimes.Skew
                ? $"its clock is {Duration.Format(ahead)} ahead of this machine's, or that is slow"
            : renewedJustNow && -ahead > LockTimes.Skew + LockTimes.Heartbeat
                ? $"its clock is {Duration.Format(-ahead)} behind this machine's, or that is fast"
            : null;
    }
}
