using System.Net;
using Deploy.Clusters;
using Deploy.Clusters.Watching;
using k8s;
using k8s.Autorest;

namespace Deploy.Stages.HelmTest.Endpoints;

/// <summary>Why a load balancer has no address, as far as the cluster tells.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="watch">The release's namespace.</param>
/// <param name="time">Limits the wait for what the cluster says.</param>
internal sealed class LoadBalancerEvidence(ClusterApi cluster, NamespaceWatch watch, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, bool> _classes = [];

    /// <summary>Why it will never get one, where that is certain.</summary>
    public async Task<EndpointProblem?> HopelessAsync(LoadBalancer balancer, CancellationToken cancel) =>
        balancer.Class is { } name && !await HasClassAsync(name, cancel)
            ? EndpointProblem.OfClass(balancer, name)
            : null;

    /// <summary>That it has none in time, with the last that the cluster complained about.</summary>
    public async Task<EndpointProblem> NoAddressAsync(LoadBalancer balancer, TimeSpan limit, CancellationToken cancel)
    {
        // What the cluster says about it is a help, and not worth more of a wait.
        await watch
            .Warnings.Listed.WaitAsync(_patience, time, cancel)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var warning = watch
            .Warnings.Now.Where(item =>
                item.InvolvedObject.Kind == balancer.Kind && item.InvolvedObject.Name == balancer.Name
            )
            .MaxBy(PodEvents.At);
        return EndpointProblem.OfAddress(
            balancer,
            limit,
            warning is null ? null : $"{warning.Reason}: {warning.Message}"
        );
    }

    private async Task<bool> HasClassAsync(string name, CancellationToken cancel)
    {
        if (_classes.TryGetValue(name, out var known))
        {
            return known;
        }

        try
        {
            await cluster.CallAsync(api => api.NetworkingV1.ReadIngressClassAsync(name, cancellationToken: cancel));
            return _classes[name] = true;
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return _classes[name] = false;
        }
        // Who may not look, or does not get an answer, waits.
        catch (Exception error) when (error is FailedException or HttpOperationException)
        {
            return _classes[name] = true;
        }
    }
}
