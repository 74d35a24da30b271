using k8s;
using k8s.Models;

namespace Deploy.Clusters.Watching;

/// <summary>How objects of a kind are listed and watched in a namespace.</summary>
/// <param name="List">Lists them.</param>
/// <param name="Watch">Watches them from a resource version on; errors that the server sends go to the action.</param>
/// <typeparam name="T">The kind.</typeparam>
public sealed record WatchedKind<T>(
    Func<Kubernetes, string, CancellationToken, Task<Listing<T>>> List,
    Func<
        Kubernetes,
        string,
        string,
        Action<Exception>,
        CancellationToken,
        IAsyncEnumerable<(WatchEventType Type, T Object)>
    > Watch
);

/// <summary>The objects of a kind at one moment.</summary>
/// <param name="Version">The resource version of that moment.</param>
/// <param name="Objects">The objects.</param>
/// <typeparam name="T">The kind.</typeparam>
public sealed record Listing<T>(string Version, IEnumerable<T> Objects);

/// <summary>The kinds that tell how a release is doing.</summary>
internal static class WatchedKinds
{
    // Superseded revisions say nothing about the present, and are most of what Helm keeps.
    private const string CurrentReleases = "owner=helm,status!=superseded";
    private const string Warnings = "type=Warning";

    public static readonly WatchedKind<V1Pod> Pods = new(
        async (api, name, cancel) =>
            Listing.Of(await api.CoreV1.ListNamespacedPodAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.CoreV1.WatchListNamespacedPodAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<V1ReplicaSet> ReplicaSets = new(
        async (api, name, cancel) =>
            Listing.Of(await api.AppsV1.ListNamespacedReplicaSetAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.AppsV1.WatchListNamespacedReplicaSetAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<V1Deployment> Deployments = new(
        async (api, name, cancel) =>
            Listing.Of(await api.AppsV1.ListNamespacedDeploymentAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.AppsV1.WatchListNamespacedDeploymentAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<V1StatefulSet> StatefulSets = new(
        async (api, name, cancel) =>
            Listing.Of(await api.AppsV1.ListNamespacedStatefulSetAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.AppsV1.WatchListNamespacedStatefulSetAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<V1DaemonSet> DaemonSets = new(
        async (api, name, cancel) =>
            Listing.Of(await api.AppsV1.ListNamespacedDaemonSetAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.AppsV1.WatchListNamespacedDaemonSetAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<V1Job> Jobs = new(
        async (api, name, cancel) =>
            Listing.Of(await api.BatchV1.ListNamespacedJobAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.BatchV1.WatchListNamespacedJobAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<V1Service> Services = new(
        async (api, name, cancel) =>
            Listing.Of(await api.CoreV1.ListNamespacedServiceAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.CoreV1.WatchListNamespacedServiceAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    // Not EndpointSlices: those are v1 only from Kubernetes 1.21 on.
    public static readonly WatchedKind<V1Endpoints> Endpoints = new(
        async (api, name, cancel) =>
            Listing.Of(await api.CoreV1.ListNamespacedEndpointsAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.CoreV1.WatchListNamespacedEndpointsAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<V1Ingress> Ingresses = new(
        async (api, name, cancel) =>
            Listing.Of(await api.NetworkingV1.ListNamespacedIngressAsync(name, cancellationToken: cancel)),
        (api, name, from, error, cancel) =>
            api.NetworkingV1.WatchListNamespacedIngressAsync(
                name,
                true,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<Corev1Event> Events = new(
        async (api, name, cancel) =>
            Listing.Of(
                await api.CoreV1.ListNamespacedEventAsync(name, fieldSelector: Warnings, cancellationToken: cancel)
            ),
        (api, name, from, error, cancel) =>
            api.CoreV1.WatchListNamespacedEventAsync(
                name,
                true,
                fieldSelector: Warnings,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    public static readonly WatchedKind<V1Secret> Releases = new(
        async (api, name, cancel) =>
            Listing.Of(
                await api.CoreV1.ListNamespacedSecretAsync(
                    name,
                    labelSelector: CurrentReleases,
                    cancellationToken: cancel
                )
            ),
        (api, name, from, error, cancel) =>
            api.CoreV1.WatchListNamespacedSecretAsync(
                name,
                true,
                labelSelector: CurrentReleases,
                resourceVersion: from,
                onError: error,
                cancellationToken: cancel
            )
    );

    private static class Listing
    {
        public static Listing<T> Of<T>(IItems<T> list) =>
            new(((IKubernetesObject<V1ListMeta>)list).Metadata.ResourceVersion, list.Items ?? []);
    }
}
