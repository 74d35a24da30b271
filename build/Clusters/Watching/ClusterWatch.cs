using System.Collections.Concurrent;

namespace Deploy.Clusters.Watching;

/// <summary>What goes on in the namespaces of a run; each is watched once, whoever looks.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="time">The clock of pauses between attempts.</param>
public sealed class ClusterWatch(ClusterApi cluster, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<NamespaceName, Lazy<NamespaceWatch>> _namespaces = new();

    /// <summary>The cluster, for calls that are made once.</summary>
    public ClusterApi Cluster => cluster;

    /// <summary>A namespace.</summary>
    public NamespaceWatch Of(NamespaceName @namespace) =>
        _namespaces.GetOrAdd(@namespace, name => new(() => new NamespaceWatch(cluster, name, time))).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _namespaces.Values.Where(watch => watch.IsValueCreated))
        {
            await watch.Value.DisposeAsync();
        }
    }
}
