namespace Deploy.Testing;

/// <summary>Time in which every pause is over at once, and the clock has moved by it.</summary>
/// <param name="start">When it is.</param>
public sealed class InstantTime(DateTimeOffset start) : TimeProvider
{
    private TimeSpan _waited;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + _waited;

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            _waited += dueTime;
        }

        return System.CreateTimer(
            callback,
            state,
            dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero,
            period
        );
    }
}
