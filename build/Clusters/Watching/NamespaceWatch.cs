using k8s;
using k8s.Models;

namespace Deploy.Clusters.Watching;

/// <summary>
/// What goes on in a namespace, for all releases of a run at once: one list and one watch per kind, begun when somebody
/// first looks at it.
/// </summary>
public sealed class NamespaceWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly List<Task> _listed = [];
    private readonly Lock _gate = new();
    private readonly Lazy<WatchedObjects<V1Pod>> _pods;
    private readonly Lazy<WatchedObjects<V1ReplicaSet>> _replicaSets;
    private readonly Lazy<WatchedObjects<V1Deployment>> _deployments;
    private readonly Lazy<WatchedObjects<V1StatefulSet>> _statefulSets;
    private readonly Lazy<WatchedObjects<V1DaemonSet>> _daemonSets;
    private readonly Lazy<WatchedObjects<V1Job>> _jobs;
    private readonly Lazy<WatchedObjects<V1Service>> _services;
    private readonly Lazy<WatchedObjects<V1Endpoints>> _endpoints;
    private readonly Lazy<WatchedObjects<V1Ingress>> _ingresses;
    private readonly Lazy<WatchedObjects<Corev1Event>> _warnings;
    private readonly Lazy<WatchedObjects<V1Secret>> _releases;

    /// <summary>Watches a namespace: each kind from when somebody first looks at it.</summary>
    public NamespaceWatch(ClusterApi cluster, NamespaceName @namespace, TimeProvider time)
    {
        _pods = Watched(WatchedKinds.Pods);
        _replicaSets = Watched(WatchedKinds.ReplicaSets);
        _deployments = Watched(WatchedKinds.Deployments);
        _statefulSets = Watched(WatchedKinds.StatefulSets);
        _daemonSets = Watched(WatchedKinds.DaemonSets);
        _jobs = Watched(WatchedKinds.Jobs);
        _services = Watched(WatchedKinds.Services);
        _endpoints = Watched(WatchedKinds.Endpoints);
        _ingresses = Watched(WatchedKinds.Ingresses);
        _warnings = Watched(WatchedKinds.Events);
        _releases = Watched(WatchedKinds.Releases);

        Lazy<WatchedObjects<T>> Watched<T>(WatchedKind<T> kind)
            where T : class, IKubernetesObject<V1ObjectMeta> =>
            new(() => Start(new WatchedObjects<T>(kind, cluster, @namespace, time, Changes)));
    }

    /// <summary>Beats with every change.</summary>
    public Pulse Changes { get; } = new();

    /// <summary>Ends when everything that somebody looked at so far was listed once.</summary>
    public Task Listed
    {
        get
        {
            lock (_gate)
            {
                return Task.WhenAll(_listed);
            }
        }
    }

    /// <summary>Its pods.</summary>
    public WatchedObjects<V1Pod> Pods => _pods.Value;

    /// <summary>Its ReplicaSets.</summary>
    public WatchedObjects<V1ReplicaSet> ReplicaSets => _replicaSets.Value;

    /// <summary>Its Deployments.</summary>
    public WatchedObjects<V1Deployment> Deployments => _deployments.Value;

    /// <summary>Its StatefulSets.</summary>
    public WatchedObjects<V1StatefulSet> StatefulSets => _statefulSets.Value;

    /// <summary>Its DaemonSets.</summary>
    public WatchedObjects<V1DaemonSet> DaemonSets => _daemonSets.Value;

    /// <summary>Its Jobs.</summary>
    public WatchedObjects<V1Job> Jobs => _jobs.Value;

    /// <summary>Its Services.</summary>
    public WatchedObjects<V1Service> Services => _services.Value;

    /// <summary>Its Endpoints.</summary>
    public WatchedObjects<V1Endpoints> Endpoints => _endpoints.Value;

    /// <summary>Its Ingresses.</summary>
    public WatchedObjects<V1Ingress> Ingresses => _ingresses.Value;

    /// <summary>Events of type Warning.</summary>
    public WatchedObjects<Corev1Event> Warnings => _warnings.Value;

    /// <summary>Helm's Secrets of revisions that none has superseded.</summary>
    public WatchedObjects<V1Secret> Releases => _releases.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(Running());
        _stop.Dispose();
    }

    private WatchedObjects<T> Start<T>(WatchedObjects<T> objects)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            _running.Add(Task.Run(() => objects.RunAsync(_stop.Token)));
            _listed.Add(objects.Listed);
        }

        return objects;
    }

    private Task[] Running()
    {
        lock (_gate)
        {
            return [.. _running];
        }
    }
}
