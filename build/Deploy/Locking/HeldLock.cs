using Deploy.Clusters;

namespace Deploy.Locking;

/// <summary>A lock that this run has: its heartbeat, and its end.</summary>
internal sealed class HeldLock : IAsyncDisposable
{
    private readonly ILeases _leases;
    private readonly Func<DateTimeOffset, LeaseContent> _content;
    private readonly Action<string> _lose;
    private readonly Action<string> _lost;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _heartbeat;
    private TaskCompletionSource _touched = NewSignal();
    private Lease _lease;
    private volatile Moment _renewed;
    private volatile string? _whyLost;
    private volatile bool _isOverdue;

    /// <summary>Keeps a lease alive from now on.</summary>
    /// <param name="leases">The leases of the cluster.</param>
    /// <param name="lease">The lease, as it was taken.</param>
    /// <param name="content">What it shall say at each heartbeat, given when it was taken.</param>
    /// <param name="lose">Told at once, and maybe on any thread, when the lock is not ours any more.</param>
    /// <param name="lost">Told, once, a moment later: with what can be found out about it.</param>
    /// <param name="time">The clock of the heartbeat.</param>
    public HeldLock(
        ILeases leases,
        Lease lease,
        Func<DateTimeOffset, LeaseContent> content,
        Action<string> lose,
        Action<string> lost,
        TimeProvider time
    )
    {
        _leases = leases;
        _lease = lease;
        _content = content;
        _lose = lose;
        _lost = lost;
        _time = time;
        _renewed = Moment.Now(time);
        _heartbeat = BeatAsync();
    }

    /// <summary>What is locked.</summary>
    public NamespaceName Namespace => _lease.Namespace;

    /// <summary>
    /// Why the lock is not ours any more; null while it is. One that was not renewed in time counts as lost before anybody
    /// is asked: this program was stopped, or its machine slept, and others may have taken it for dead.
    /// </summary>
    public string? WhyLost
    {
        get
        {
            if (_whyLost is null && _renewed.Age(_time) is var age && age >= LockTimes.Overdue)
            {
                _isOverdue = true;
                Lose($"it was not renewed for {Duration.Format(age)}");
                Touch();
            }

            return _whyLost;
        }
    }

    /// <summary>Ends when a lock that is lost was looked into.</summary>
    public Task Ended => _heartbeat;

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

            if (WhyLost is null)
            {
                await RenewAsync();
            }
        }

        _lost(_isOverdue ? $"{_whyLost}{await WhoseAsync()}" : _whyLost!);
    }

    private async Task RenewAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(LockTimes.Call, _time);
            if (await TryRenewAsync(limit.Token) is { } why)
            {
                Lose(why);
            }
        }
        catch (Exception error) when (_renewed.Age(_time) >= LockTimes.GivenUp)
        {
            Lose(
                $"it could not be renewed for {Duration.Format(LockTimes.GivenUp)} ({Printable.Escape(error.Message)})"
            );
        }
        catch (Exception)
        {
            // Whatever it was, there was no heartbeat; the next one may succeed.
        }
    }

    private void Lose(string why)
    {
        if (Interlocked.CompareExchange(ref _whyLost, why, null) is null)
        {
            _lose(why);
        }
    }

    // Whose it is by now, as the end of a sentence.
    private async Task<string> WhoseAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(LockTimes.Call, _time);
            var now = await FindAsync(limit.Token);
            return now is not null && IsOurs(now) ? "; nobody else has taken it" : $", and {TakenBy(now)}";
        }
        catch (Exception)
        {
            return "";
        }
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
    private async Task<string?> TryRenewAsync(CancellationToken limit)
    {
        // Others count from when it was written, which is no earlier than this.
        var sent = Moment.Now(_time);
        if (await _leases.TryReplaceAsync(_lease, _content(_lease.Content.AcquiredAt), limit) is { } renewed)
        {
            (_lease, _renewed) = (renewed, sent);
            return null;
        }

        // A write whose answer was lost has changed the version all the same.
        var now = await FindAsync(limit);
        if (now is not null && IsOurs(now))
        {
            _lease = now;
            limit.ThrowIfCancellationRequested();
            return await TryRenewAsync(limit);
        }

        return TakenBy(now);
    }

    private static string TakenBy(Lease? now) =>
        now is null
            ? "somebody deleted it (--target=Unlock, or kubectl)"
            : $"{Printable.Escape(now.Content.Holder)} has taken it over";

    private Task<Lease?> FindAsync(CancellationToken cancellation) =>
        _leases.FindAsync(_lease.Namespace, _lease.Name, cancellation);

    private bool IsOurs(Lease lease) => lease.Content.Holder == _lease.Content.Holder;

    // Two clocks, as each alone can stand still: the monotonic one while the machine sleeps, that of the day when it is set.
    private sealed record Moment(long Ticks, DateTimeOffset At)
    {
        public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

        public TimeSpan Age(TimeProvider time)
        {
            var (counted, told) = (time.GetElapsedTime(Ticks), time.GetUtcNow() - At);
            return counted > told ? counted : told;
        }
    }
}
