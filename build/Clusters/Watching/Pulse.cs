namespace Deploy.Clusters.Watching;

/// <summary>Wakes everybody who waits for a change.</summary>
public sealed class Pulse
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends with the next change. Take it before looking at what may change, and none is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Something changed.</summary>
    public void Beat() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
