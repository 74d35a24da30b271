using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The cluster's nodes.</summary>
/// <param name="cluster">The cluster.</param>
internal sealed class Nodes(ClusterApi cluster)
{
    /// <summary>All of them; none where the user may not see them.</summary>
    public async Task<IReadOnlyList<V1Node>> ListAsync(CancellationToken cancel)
    {
        try
        {
            var list = await cluster.CallAsync(api => api.CoreV1.ListNodeAsync(cancellationToken: cancel));
            return [.. list.Items];
        }
        catch (Exception error) when (error is FailedException or HttpOperationException)
        {
            return [];
        }
    }
}
