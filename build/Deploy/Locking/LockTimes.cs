namespace Deploy.Locking;

/// <summary>The times of the lock, in the proportions that Kubernetes uses for electing leaders.</summary>
internal static class LockTimes
{
    /// <summary>How long a heartbeat has to stand still, watched all the while, before its holder counts as dead.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    /// <summary>Between two heartbeats.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Without a heartbeat for so long, a holder stops working: before others take it for dead.</summary>
    public static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Without a heartbeat for so long, whatever the reason, nothing is begun and nobody asked any more: this program was
    /// stopped, or its machine slept. Longer than a holder tries, and still before others take it for dead.
    /// </summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromSeconds(25);

    /// <summary>How long one call to the API may take.</summary>
    public static readonly TimeSpan Call = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks at a lock that somebody else has.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Clocks that differ by more are worth a word.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
}
