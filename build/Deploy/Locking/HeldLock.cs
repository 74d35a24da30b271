using Deploy.Clusters;

namespace Deploy.Locking;

/// <summary>A lock that this run has: its heartbeat, and its end.</summary>
internal sealed class HeldLock : IAsyncDisposable
{
    private readonly ILeases _leases;
    private readonly Func<DateTimeOffset, LeaseContent> _content;
    private readonly Action<string> _lost;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _heartbeat;
    private TaskCompletionSource _touched = NewSignal();
    private Lease _lease;
    private volatile string? _whyLost;

    /// <summary>Keeps a lease alive from now on.</summary>
    /// <param name="leases">The leases of the cluster.</param>
    /// <param name="lease">The lease, as it was taken.</param>
    /// <param name="content">What it shall say at each heartbeat, given when it was taken.</param>
    /// <param name="lost">Told, once, when the lock is not ours any more.</param>
    /// <param name="time">The clock of the heartbeat.</param>
    public HeldLock(
        ILeases leases,
        Lease lease,
        Func<DateTimeOffset, LeaseContent> content,
        Action<string> lost,
        TimeProvider time
    )
    {
        _leases = leases;
        _lease = lease;
        _content = content;
        _lost = lost;
        _time = time;
        _heartbeat = BeatAsync();
    }

    /// <summary>What is locked.</summary>
    public NamespaceName Namespace => _lease.Namespace;

    /// <summary>Why the lock is not ours any more; null while it is.</summary>
    public string? WhyLost => _whyLost;

    /// <summary>Renews it now: what it says has changed.</summary>
    public void Touch() => Volatile.Read(ref _touched).TrySetResult();

    /// <summary>Ends the heartbeat, and deletes the lease if it is still ours.</summary>
    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _heartbeat;
        _released.Dispose();
        await TryDeleteAsync();
    }

    private async Task TryDeleteAsync()
    {
        using var limit = new CancellationTokenSource(LockTimes.Call, _time);
        if (
            !await _leases.TryDeleteAsync(_lease, limit.Token)
            && await FindAsync(limit.Token) is { } now
            && IsOurs(now)
        )
        {
            await _leases.TryDeleteAsync(now, limit.Token);
        }
    }

    private async Task BeatAsync()
    {
        var renewed = _time.GetTimestamp();
        using var timer = new PeriodicTimer(LockTimes.Heartbeat, _time);
        var tick = NextTickAsync(timer);
        while (_whyLost is null)
        {
            await Task.WhenAny(tick, _touched.Task);
            Interlocked.Exchange(ref _touched, NewSignal());
            if (tick.IsCompleted)
            {
                if (!await tick)
                {
                    return;
                }

                tick = NextTickAsync(timer);
            }

            try
            {
                _whyLost = await TryRenewAsync();
                renewed = _time.GetTimestamp();
            }
            catch (Exception error) when (_time.GetElapsedTime(renewed) >= LockTimes.GivenUp)
            {
                _whyLost =
                    $"it could not be renewed for {Duration.Format(LockTimes.GivenUp)} ({Printable.Escape(error.Message)})";
            }
            catch (Exception)
            {
                // Whatever it was, there was no heartbeat; the next one may succeed.
            }
        }

        _lost(_whyLost);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // False once it is released.
    private async Task<bool> NextTickAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_released.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Null where it is renewed; otherwise why it never will be.
    private async Task<string?> TryRenewAsync()
    {
        using var limit = new CancellationTokenSource(LockTimes.Call, _time);
        if (await _leases.TryReplaceAsync(_lease, _content(_lease.Content.AcquiredAt), limit.Token) is { } renewed)
        {
            _lease = renewed;
            return null;
        }

        // A write whose answer was lost has changed the version all the same.
        var now = await FindAsync(limit.Token);
        if (now is not null && IsOurs(now))
        {
            _lease = now;
            return null;
        }

        return now is null
            ? "somebody deleted it (--target=Unlock, or kubectl)"
            : $"{Printable.Escape(now.Content.Holder)} has it now";
    }

    private Task<Lease?> FindAsync(CancellationToken cancellation) =>
        _leases.FindAsync(_lease.Namespace, _lease.Name, cancellation);

    private bool IsOurs(Lease lease) => lease.Content.Holder == _lease.Content.Holder;
}
