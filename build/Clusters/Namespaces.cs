using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The namespaces of a cluster, through its API.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class Namespaces(ClusterApi cluster) : INamespaces
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>?> LabelsAsync(
        NamespaceName name,
        CancellationToken cancellation
    )
    {
        try
        {
            var found = await cluster.CallAsync(api =>
                api.CoreV1.ReadNamespaceAsync(name.Value, cancellationToken: cancellation)
            );
            return (found.Metadata.Labels ?? new Dictionary<string, string>()).AsReadOnly();
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task EnsureAsync(
        NamespaceName name,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellation
    )
    {
        var wanted = new V1Namespace
        {
            Metadata = new V1ObjectMeta { Name = name.Value, Labels = new Dictionary<string, string>(labels) },
        };
        try
        {
            await cluster.CallAsync(api => api.CoreV1.CreateNamespaceAsync(wanted, cancellationToken: cancellation));
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.Conflict)
        {
            var patch = new V1Patch(new { metadata = new { labels } }, V1Patch.PatchType.MergePatch);
            await cluster.CallAsync(api =>
                api.CoreV1.PatchNamespaceAsync(patch, name.Value, cancellationToken: cancellation)
            );
        }
    }
}
