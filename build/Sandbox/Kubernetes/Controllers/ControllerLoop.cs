using System.Threading.Channels;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Kubelet;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Network;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Runs all controllers of a cluster on one task: it sleeps until something changes or falls due.</summary>
internal sealed class ControllerLoop : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly Events _events;
    private readonly List<IController> _controllers;
    private readonly Channel<Change> _changes;
    private readonly Channel<WorkItem> _due = Channel.CreateUnbounded<WorkItem>();
    private readonly WorkTimers _timers;
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<WorkItem> _queue = new();
    private readonly HashSet<WorkItem> _queued = [];
    private readonly ClusterNetwork? _network;
    private Task _running = Task.CompletedTask;

    private ControllerLoop(Cluster cluster, Func<string, bool?> imageExists, ContainerSettings containers)
    {
        _cluster = cluster;
        _events = new Events(cluster);
        _timers = new WorkTimers(cluster.Clock.Time, item => _due.Writer.TryWrite(item));
        var context = new ControllerContext(
            cluster,
            _events,
            (controller, key, delay) => _timers.After(new WorkItem(controller, key), delay)
        );
        if (containers.Runtime is { } runtime)
        {
            _network = new ClusterNetwork(cluster.Store);
            Pods = new RealPods(context, runtime, _network, containers.ClaimsFolder);
            _network.Routes = Routes = new ServiceRoutes(cluster.Store, Pods);
        }

        _controllers =
        [
            new NamespaceController(context),
            new GarbageCollector(context),
            new CustomResourceController(context),
            new DeploymentController(context),
            new ReplicaSetController(context),
            new StatefulSetController(context),
            new DaemonSetController(context),
            new JobController(context),
            new CronJobController(context),
            new PodController(context, imageExists, Pods, containers.Lack),
            .. _network is null ? [] : new IController[] { new NetworkController(_network) },
            new ServiceController(context),
            new IngressController(context),
            new ClaimController(context),
            new DisruptionBudgetController(context),
            new AutoscalerController(context),
        ];
        _changes = cluster.Store.Subscribe(cluster.Store.Revision)!;
    }

    /// <summary>The pods that really run; <c>null</c> where none can.</summary>
    public RealPods? Pods { get; }

    /// <summary>Where requests to Services lead; <c>null</c> where no pod can run.</summary>
    public ServiceRoutes? Routes { get; }

    /// <summary>Starts the controllers, once they have looked at everything that is there.</summary>
    public static ControllerLoop Start(Cluster cluster, Func<string, bool?> imageExists, ContainerSettings containers)
    {
        var loop = new ControllerLoop(cluster, imageExists, containers);
        foreach (var stored in cluster.Store.All())
        {
            loop.Enqueue(new Change(ChangeKind.Added, stored, null));
        }

        loop.Work();
        loop._running = Task.Run(loop.RunAsync);
        return loop;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        if (Pods is not null)
        {
            await Pods.CloseAsync();
        }

        _network?.Dispose();
        _timers.Dispose();
        _cluster.Store.Unsubscribe(_changes);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var change = _changes.Reader.WaitToReadAsync(_stop.Token).AsTask();
        var due = _due.Reader.WaitToReadAsync(_stop.Token).AsTask();
        try
        {
            while (true)
            {
                Work();
                await Task.WhenAny(change, due);
                if (change.IsCompleted)
                {
                    await change;
                    change = _changes.Reader.WaitToReadAsync(_stop.Token).AsTask();
                }

                if (due.IsCompleted)
                {
                    await due;
                    due = _due.Reader.WaitToReadAsync(_stop.Token).AsTask();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The cluster is being closed; what is not done now is done when it is opened again.
        }
    }

    private void Work()
    {
        do
        {
            while (_queue.TryDequeue(out var item) && !_stop.IsCancellationRequested)
            {
                _queued.Remove(item);
                Reconcile(item);
                TakeIn();
            }

            TakeIn();
        } while (_queue.Count > 0 && !_stop.IsCancellationRequested);
    }

    private void TakeIn()
    {
        while (_changes.Reader.TryRead(out var change))
        {
            Enqueue(change);
        }

        while (_due.Reader.TryRead(out var item))
        {
            Enqueue(item);
        }
    }

    private void Enqueue(Change change)
    {
        foreach (var controller in _controllers)
        {
            foreach (var key in controller.ConcernedBy(change))
            {
                Enqueue(new WorkItem(controller, key));
            }
        }
    }

    private void Enqueue(WorkItem item)
    {
        if (_queued.Add(item))
        {
            _queue.Enqueue(item);
        }
    }

    private void Reconcile(WorkItem item)
    {
        try
        {
            _cluster.Store.Exclusively(() =>
            {
                item.Controller.Reconcile(item.Key);
                return true;
            });
        }
        catch (ApiException refusal)
        {
            // As in a real cluster, an object that cannot be brought further says so, and the others go on.
            if (_cluster.Store.Find(item.Key) is { } stored)
            {
                _events.Warn(stored, "FailedReconcile", refusal.Message, item.Controller.GetType().Name);
            }
        }
    }
}
