using Deploy.Platforms;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Results;

namespace Deploy.Locking;

/// <summary>
/// After an interruption: sees to it that no release stays pending. Helm that is asked to stop marks its release as
/// failed by itself; one that had to be killed does not.
/// </summary>
public sealed class SettleReleases(
    IHelm helm,
    TargetCluster target,
    RecoverRelease recover,
    IRunEvents events,
    TimeProvider time
)
{
    /// <summary>How long it may keep a user who wants to leave.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    /// <summary>Recovers what can be recovered, and says what cannot.</summary>
    public async Task RunAsync(Plan plan)
    {
        using var limit = new CancellationTokenSource(_limit, time);
        foreach (var release in plan.Services.SelectMany(service => service.Releases))
        {
            try
            {
                var cluster = await target.AccessAsync(limit.Token);
                var now = await helm.StatusAsync(cluster, release.Namespace, release.Name, limit.Token);
                if (now?.Status.IsPending() == true)
                {
                    await recover.RunAsync(plan.Options, release, cluster, now, limit.Token);
                }
            }
            // The user is leaving: what could not be done is said, and the next run finds it.
            catch (Exception error) when (error is DeployException or OperationCanceledException)
            {
                events.Publish(new Note($"{release.Name} may be left pending: {error.Message}", IsWarning: true));
            }
        }
    }
}
