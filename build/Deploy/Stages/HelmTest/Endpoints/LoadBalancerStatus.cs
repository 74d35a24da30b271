using Deploy.Clusters.Releases;
using Deploy.Clusters.Watching;
using k8s.Models;

namespace Deploy.Stages.HelmTest.Endpoints;

/// <summary>A release's load balancers as the cluster has them now. Asks only for the kinds that the release has.</summary>
/// <param name="watch">The release's namespace.</param>
/// <param name="planned">What its manifest has.</param>
internal sealed class LoadBalancerStatus(NamespaceWatch watch, IReadOnlyList<ManifestObject> planned)
{
    private readonly IReadOnlySet<string> _ingresses = Names(planned, "Ingress");
    private readonly IReadOnlySet<string> _services = Names(planned, "Service");

    /// <summary>Waits until they have been seen for the first time.</summary>
    /// <exception cref="FailedException">The cluster does not show them within the limit.</exception>
    public Task RequireListedAsync(TimeSpan limit, CancellationToken cancel) =>
        Task.WhenAll(
            _ingresses.Count > 0 ? watch.Ingresses.RequireListedAsync(limit, cancel) : Task.CompletedTask,
            _services.Count > 0 ? watch.Services.RequireListedAsync(limit, cancel) : Task.CompletedTask
        );

    /// <summary>Ends with the next change.</summary>
    public Task Change => watch.Changes.Next;

    /// <summary>Those that are there.</summary>
    public IReadOnlyList<LoadBalancer> Now =>
        [
            .. _ingresses.Count == 0
                ? []
                : watch.Ingresses.Now.Where(each => _ingresses.Contains(each.Name())).Select(LoadBalancer.Of),
            .. _services.Count == 0
                ? []
                : watch.Services.Now.Where(each => _services.Contains(each.Name())).Select(LoadBalancer.Of),
        ];

    /// <summary>One that has no address yet; null where all have.</summary>
    public LoadBalancer? WithoutAddress => Now.FirstOrDefault(balancer => balancer.Addresses.Count == 0);

    private static HashSet<string> Names(IReadOnlyList<ManifestObject> planned, string kind) =>
        [.. planned.Where(item => item.Kind == kind).Select(item => item.Name)];
}
