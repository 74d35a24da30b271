using System.IO.Compression;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Deploy.Clusters.Releases;

/// <summary>The releases of a cluster, read from the Secrets that Helm keeps them in: no child process is needed.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class InstalledReleases(ClusterApi cluster)
{
    /// <summary>All revisions of a release that Helm still has, newest first; none where there is no such release.</summary>
    public Task<IReadOnlyList<InstalledRelease>> HistoryAsync(
        NamespaceName @namespace,
        ReleaseName release,
        CancellationToken cancellation
    ) => ReadAsync(@namespace, $"owner=helm,name={release}", cancellation);

    /// <summary>The newest revision of a release, whatever its state; null where there is no such release.</summary>
    public async Task<InstalledRelease?> NewestAsync(
        NamespaceName @namespace,
        ReleaseName release,
        CancellationToken cancellation
    )
    {
        // The newest one is never superseded, and the others make most of the answer.
        var found = await ReadAsync(@namespace, $"owner=helm,name={release},status!=superseded", cancellation);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>The Secrets themselves: their labels say which release, revision and state each is about.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="selector">Helm's labels: <c>owner</c>, <c>name</c>, <c>status</c>, <c>version</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<V1Secret>> SecretsAsync(
        NamespaceName @namespace,
        string selector,
        CancellationToken cancellation
    )
    {
        var secrets = await cluster.CallAsync(api =>
            api.CoreV1.ListNamespacedSecretAsync(
                @namespace.Value,
                labelSelector: selector,
                cancellationToken: cancellation
            )
        );
        return [.. secrets.Items.Where(secret => secret.Data?.ContainsKey("release") == true)];
    }

    /// <summary>What a Secret holds.</summary>
    internal static InstalledRelease Read(V1Secret secret) => Decode(secret.Data["release"]);

    private async Task<IReadOnlyList<InstalledRelease>> ReadAsync(
        NamespaceName @namespace,
        string selector,
        CancellationToken cancellation
    ) =>
        [
            .. (await SecretsAsync(@namespace, selector, cancellation))
                .Select(Read)
                .OrderByDescending(release => release.Revision),
        ];

    // Base64 (beside the one of every Secret) of gzip of JSON.
    private static InstalledRelease Decode(byte[] content)
    {
        using var packed = new MemoryStream(Convert.FromBase64String(Encoding.ASCII.GetString(content)));
        using var json = new GZipStream(packed, CompressionMode.Decompress);
        using var document = JsonDocument.Parse(json);
        return InstalledRelease.Read(document.RootElement);
    }
}
