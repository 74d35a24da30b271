using Deploy.Clusters.Dns;
using Deploy.Clusters.Releases;
using Deploy.Clusters.Watching;
using Deploy.Platforms;

namespace Deploy.Stages.HelmTest.Endpoints;

/// <summary>
/// Waits until a release is reached from outside: its load balancers have addresses, and its names lead there. A test that
/// asks for a name too early fails, and makes the cluster's DNS keep for minutes that there is no such name.
/// </summary>
/// <param name="platform">Whether names are published at all: the embedded one has no DNS.</param>
/// <param name="names">Who knows about names.</param>
/// <param name="events">Where it is said what cannot be found out.</param>
/// <param name="time">The clock of limits and pauses.</param>
internal sealed class PublicEndpoints(
    IPlatform platform,
    AuthoritativeNames names,
    IRunEvents events,
    TimeProvider time
)
{
    private const int MostUnknowns = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    /// <summary>Waits, for as long as the service says. A release without load balancers is not waited for.</summary>
    /// <param name="service">Whose release.</param>
    /// <param name="release">The release.</param>
    /// <param name="revision">Its newest revision.</param>
    /// <param name="cluster">What goes on in the cluster.</param>
    /// <param name="progress">Where it is said what is waited for.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Why it cannot be reached; null where it can, or where that cannot be found out.</returns>
    /// <exception cref="FailedException">The cluster does not show the load balancers.</exception>
    public async Task<EndpointProblem?> WaitAsync(
        Service service,
        PlannedRelease release,
        ReleaseRevision revision,
        ClusterWatch cluster,
        WaitProgress progress,
        CancellationToken cancel
    )
    {
        var planned = ManifestObject.Of(revision.Manifest, release.Namespace).Where(LoadBalancer.IsOne).ToList();
        if (planned.Count == 0 || service.EndpointTimeout == TimeSpan.Zero)
        {
            return null;
        }

        var deadline = new Deadline(service.EndpointTimeout, time);
        var watch = cluster.Of(release.Namespace);
        var sight = new LoadBalancerStatus(watch, planned);
        if (await AddressesAsync(sight, new(cluster.Cluster, watch, time), deadline, progress, cancel) is { } problem)
        {
            return problem;
        }

        if (platform.Kind != PlatformKind.Embedded)
        {
            foreach (var balancer in sight.Now)
            {
                foreach (var host in balancer.Hosts)
                {
                    if (await NameAsync(host, balancer, deadline, progress, cancel) is { } missing)
                    {
                        return missing;
                    }
                }
            }
        }

        return null;
    }

    private static async Task<EndpointProblem?> AddressesAsync(
        LoadBalancerStatus sight,
        LoadBalancerEvidence evidence,
        Deadline deadline,
        WaitProgress progress,
        CancellationToken cancel
    )
    {
        await sight.RequireListedAsync(deadline.Limit, cancel);
        while (true)
        {
            var change = sight.Change;
            if (sight.WithoutAddress is not { } waiting)
            {
                return null;
            }

            progress.Say($"an address of {waiting}");
            if (deadline.Elapsed >= _pause && await evidence.HopelessAsync(waiting, cancel) is { } hopeless)
            {
                return hopeless;
            }

            if (deadline.IsOver)
            {
                return await evidence.NoAddressAsync(waiting, deadline.Limit, cancel);
            }

            await Task.WhenAny(change, deadline.PauseAsync(_pause, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task<EndpointProblem?> NameAsync(
        string host,
        LoadBalancer balancer,
        Deadline deadline,
        WaitProgress progress,
        CancellationToken cancel
    )
    {
        for (var unknown = 0; ; )
        {
            var answer = await names.AskAsync(host, cancel);
            unknown = answer.State == NameState.Unknown ? unknown + 1 : 0;
            if (answer.State == NameState.Resolves)
            {
                return null;
            }

            if (unknown == MostUnknowns)
            {
                events.Publish(
                    new Note($"whether {host} resolves cannot be found out: {answer.Detail}", IsWarning: true)
                );
                return null;
            }

            if (deadline.IsOver)
            {
                return EndpointProblem.OfName(host, balancer, answer.Detail, deadline.Limit);
            }

            progress.Say($"the name {host}");
            await deadline.PauseAsync(_pause, cancel);
        }
    }
}
