using Deploy.Model;
using k8s;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The Secrets in which Helm keeps revisions, one each.</summary>
/// <param name="cluster">The cluster.</param>
internal sealed class ReleaseSecrets(ClusterApi cluster)
{
    /// <summary>Those with certain labels.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="selector">Helm's labels: <c>owner</c>, <c>name</c>, <c>status</c>, <c>version</c>.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<V1Secret>> ListAsync(
        NamespaceName @namespace,
        string selector,
        CancellationToken cancel
    )
    {
        var list = await cluster.CallAsync(api =>
            api.CoreV1.ListNamespacedSecretAsync(@namespace.Value, labelSelector: selector, cancellationToken: cancel)
        );
        return [.. list.Items];
    }
}
