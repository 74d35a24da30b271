namespace Deploy.Tests.Charts;

/// <summary>Time in which every pause is over at once, and the clock has moved by it. Deadlines of a minute and more never come.</summary>
internal sealed class InstantTime(DateTimeOffset start) : TimeProvider
{
    private TimeSpan _waited;

    public override DateTimeOffset GetUtcNow() => start + _waited;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

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
