using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The objects of a cluster as they are, of whatever kind.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class LiveObjects(ClusterApi cluster)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<V1APIResourceList?>>> _kinds = new();

    /// <summary>Finds an object; null where there is none, or the cluster does not know its kind.</summary>
    /// <param name="apiVersion">E.g. <c>v1</c> or <c>apps/v1</c>.</param>
    /// <param name="kind">E.g. <c>Deployment</c>.</param>
    /// <param name="namespace">Where it is, if its kind lives in namespaces.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<JsonElement?> FindAsync(
        string apiVersion,
        string kind,
        NamespaceName @namespace,
        string name,
        CancellationToken cancellation
    )
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var (group, version) = slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
        var resource = (await KindsAsync(group, version, cancellation))?.Resources.FirstOrDefault(candidate =>
            candidate.Kind == kind && !candidate.Name.Contains('/', StringComparison.Ordinal)
        );
        return resource is null
            ? null
            : await OrNullAsync(() =>
                cluster.CallAsync(async api =>
                    (JsonElement?)
                        await (
                            resource.Namespaced
                                ? api.CustomObjects.GetNamespacedCustomObjectAsync<JsonElement>(
                                    group,
                                    version,
                                    @namespace.Value,
                                    resource.Name,
                                    name,
                                    cancellation
                                )
                                : api.CustomObjects.GetClusterCustomObjectAsync<JsonElement>(
                                    group,
                                    version,
                                    resource.Name,
                                    name,
                                    cancellation
                                )
                        )
                )
            );
    }

    private Task<V1APIResourceList?> KindsAsync(string group, string version, CancellationToken cancellation) =>
        _kinds
            .GetOrAdd(
                $"{group}/{version}",
                _ =>
                    new(() =>
                        OrNullAsync(() =>
                            cluster.CallAsync(api =>
                                group.Length == 0
                                    ? api.CoreV1.GetAPIResourcesAsync(cancellation)
                                    : api.CustomObjects.GetAPIResourcesAsync(group, version, cancellation)
                            )
                        )!
                    )
            )
            .Value;

    private static async Task<T?> OrNullAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return default;
        }
    }
}
