namespace Deploy.Stages.HelmTest.Endpoints;

/// <summary>When a wait in several parts ends.</summary>
/// <param name="limit">How long all parts may take together.</param>
/// <param name="time">The clock.</param>
internal sealed class Deadline(TimeSpan limit, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>How long it may take.</summary>
    public TimeSpan Limit => limit;

    /// <summary>How long it has taken.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>Whether the time is up.</summary>
    public bool IsOver => Elapsed >= limit;

    /// <summary>Waits so long, and not past the deadline.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        var left = limit - Elapsed;
        return Task.Delay(left < pause ? TimeSpan.FromTicks(Math.Max(0, left.Ticks)) : pause, time, cancel);
    }
}
