using Deploy.Clusters;
using Deploy.Locking;
using Deploy.Platforms;

namespace Deploy.Operations.Unlock;

/// <summary>Breaks the locks of a run's namespaces.</summary>
internal sealed class UnlockStep(TargetCluster target, BreakLock breakLock, TimeProvider time)
{
    /// <summary>Shows each holder, and breaks the locks of those that are dead.</summary>
    /// <exception cref="RefusedException">There is no reason, or a holder lives.</exception>
    public async Task RunAsync(RunScope scope, Reason? reason, CancellationToken cancellation)
    {
        var api = await target.ApiAsync(cancellation);
        var access = await target.AccessAsync(cancellation);
        foreach (var name in scope.Namespaces)
        {
            await breakLock.RunAsync(
                new Leases(api),
                new EventLog(api, time),
                new LockRequest(scope, name, access, Wait: null),
                reason,
                cancellation
            );
        }
    }
}
