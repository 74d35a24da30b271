namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>
/// How long a container waits before it is started again: not at all the first time, then 10 s, doubled up to 5 minutes;
/// one that ran for 10 minutes begins anew.
/// </summary>
internal sealed class RestartBackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(10);

    private TimeSpan? _next;

    /// <param name="started">When the run began that has ended.</param>
    /// <param name="now">When it ended.</param>
    public TimeSpan Next(DateTimeOffset started, DateTimeOffset now)
    {
        if (_next is not { } delay || now - started >= Healthy)
        {
            _next = First;
            return TimeSpan.Zero;
        }

        _next = delay * 2 < Longest ? delay * 2 : Longest;
        return delay;
    }
}
