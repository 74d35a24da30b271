using System.Collections.Concurrent;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Schema;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes;

/// <summary>The clusters of a platform, each opened when it is first asked for something.</summary>
/// <param name="aliases">Their names.</param>
/// <param name="settingsOf">What each is made from.</param>
internal sealed class ClusterSet(IEnumerable<string> aliases, Func<string, ClusterSettings> settingsOf)
    : IAsyncDisposable
{
    private readonly SchemaCatalog _schemas = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, bool> _aliases = new(
        aliases.Select(alias => KeyValuePair.Create(alias, true)),
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, Lazy<(Cluster Cluster, ClusterApi Api)>> _open = new(
        StringComparer.Ordinal
    );

    public IReadOnlyCollection<string> Aliases => [.. _aliases.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Serves more clusters.</summary>
    /// <returns>Whether one of them is new.</returns>
    public bool Add(IEnumerable<string> more) =>
        more.Aggregate(false, (isNew, alias) => _aliases.TryAdd(alias, true) || isNew);

    /// <summary>All of them, opened where they were not.</summary>
    public IEnumerable<Cluster> All() => Aliases.Select(alias => Get(alias).Cluster);

    /// <summary>Answers a request.</summary>
    /// <param name="http">The request and its answer.</param>
    /// <param name="path">The path, from the cluster's alias on.</param>
    public Task HandleAsync(HttpContext http, string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var alias = slash < 0 ? path : path[..slash];
        if (!_aliases.ContainsKey(alias))
        {
            var status = ApiErrors.NotFound("clusters", "", "clusters", alias).ToStatus();
            return Answer.WriteAsync(http, StatusCodes.Status404NotFound, status);
        }

        return Get(alias).Api.HandleAsync(http, slash < 0 ? "/" : path[slash..]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var opened in _open.Values)
        {
            await opened.Value.Cluster.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private (Cluster Cluster, ClusterApi Api) Get(string alias) =>
        _open.GetOrAdd(alias, _ => new(() => Open(alias))).Value;

    private (Cluster Cluster, ClusterApi Api) Open(string alias)
    {
        var cluster = new Cluster(settingsOf(alias), _schemas, _stopping.Token);
        return (cluster, new ClusterApi(cluster));
    }
}
