using System.Collections.Concurrent;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Network;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>The pods of a cluster that really run.</summary>
internal sealed class RealPods(
    ControllerContext context,
    IContainerRuntime runtime,
    ClusterNetwork network,
    string claims
)
{
    /// <summary>Says of a pod that it is only simulated, and why.</summary>
    public const string SimulatedAnnotation = "sandbox.deploy/simulated";

    private static readonly string[] ScriptAnnotations =
    [
        "sandbox.deploy/outcome",
        "sandbox.deploy/start-after",
        "sandbox.deploy/log",
    ];

    private readonly ConcurrentDictionary<string, PodWorker> _workers = new(StringComparer.Ordinal);
    private bool _isAwake;
    private volatile bool _isClosed;

    public IContainerRuntime Runtime => runtime;

    public ClusterNetwork Network => network;

    /// <summary>Where the volumes of claims are kept.</summary>
    public string ClaimsFolder => claims;

    /// <summary>The worker of a pod; <c>null</c> when nothing of it runs.</summary>
    public PodWorker? Find(string uid) => _workers.GetValueOrDefault(uid);

    /// <summary>Why a pod is to be simulated, as far as that shows without unpacking anything.</summary>
    public string? WhyNot(StoredObject pod)
    {
        var annotations = pod.Json.Object("metadata", "annotations");
        if (annotations.Text(SimulatedAnnotation) is { } known)
        {
            return known;
        }

        if (ScriptAnnotations.FirstOrDefault(name => annotations.Text(name) is not null) is { } asked)
        {
            return $"its annotation {asked} asks for it";
        }

        return PodVolumes.WhyNot(pod.Json)
            ?? pod.Json.Items("spec", "initContainers")
                .Concat(pod.Json.Items("spec", "containers"))
                .Select(container => runtime.WhyNot(container.Text("image") ?? ""))
                .FirstOrDefault(reason => reason is not null);
    }

    /// <summary>
    /// Brings a placed pod further. Pods that were ready when the platform ended rest until somebody needs one: a request
    /// to a Service, a command, or another pod that starts.
    /// </summary>
    public void Run(StoredObject pod, bool isNew)
    {
        if (_isClosed)
        {
            return;
        }

        if (_workers.TryGetValue(pod.Uid, out var worker))
        {
            worker.Nudge();
            return;
        }

        if (!isNew && !_isAwake && pod.IsReady())
        {
            return;
        }

        Start(pod);
        Wake();
    }

    /// <summary>Starts all pods that rest.</summary>
    public void Wake()
    {
        if (_isAwake || _isClosed)
        {
            return;
        }

        _isAwake = true;
        foreach (var pod in context.Store.List(PodState.Resource).Where(IsToRun))
        {
            Start(pod);
        }
    }

    /// <summary>Ends a pod, which is deleted when that is done.</summary>
    /// <returns>Whether there is anything to end.</returns>
    public bool End(StoredObject pod)
    {
        if (!_workers.TryGetValue(pod.Uid, out var worker))
        {
            return false;
        }

        if (!worker.Stopping.IsCancellationRequested)
        {
            var grace = TimeSpan.FromSeconds(pod.Json.Number("metadata", "deletionGracePeriodSeconds") ?? 30);
            _ = Task.Run(() => EndAsync(worker, grace));
        }

        return true;
    }

    /// <summary>Kills what runs of pods that are no longer there.</summary>
    public void EndMissing(ObjectKey key, string? uid)
    {
        foreach (var worker in _workers.Values.Where(worker => worker.Pod.Key == key && worker.Pod.Uid != uid))
        {
            Forget(worker);
            _ = Task.Run(worker.KillAsync);
        }
    }

    /// <summary>A pod turned out to be one that this machine cannot run.</summary>
    public void GiveUp(PodWorker worker, string reason)
    {
        Forget(worker);
        context.Writer.Change(
            worker.Pod.Key,
            pod => pod.Ensure("metadata").Ensure("annotations")[SimulatedAnnotation] = reason
        );
    }

    public void Forget(PodWorker worker) => _workers.TryRemove(KeyValuePair.Create(worker.Pod.Uid, worker));

    /// <summary>Kills everything, as when a node loses its power: what is stored of the pods stays.</summary>
    public async Task CloseAsync()
    {
        _isClosed = true;
        await Task.WhenAll(_workers.Values.Select(worker => worker.KillAsync()));
    }

    public bool IsClosed => _isClosed;

    /// <summary>Whether pods of an earlier run of the platform still wait to be needed.</summary>
    public bool IsResting => !_isAwake;

    private bool IsToRun(StoredObject pod) =>
        pod.IsActive() && pod.Json.Text("spec", "nodeName") is { Length: > 0 } && WhyNot(pod) is null;

    private void Start(StoredObject pod)
    {
        var worker = new PodWorker(context, this, StoredObject.Of(pod.Key, pod.Copy()));
        if (_workers.TryAdd(pod.Uid, worker))
        {
            // What was recorded of it may be of a run of the platform that has ended.
            worker.Publish();
            worker.Start();
        }
    }

    private async Task EndAsync(PodWorker worker, TimeSpan grace)
    {
        await worker.StopAsync(grace);
        if (_isClosed)
        {
            return;
        }

        context.Store.Exclusively(() =>
        {
            if (context.Store.Find(worker.Pod.Key)?.Uid == worker.Pod.Uid)
            {
                context.Delete(worker.Pod.Key, new DeleteOptions { GracePeriodSeconds = 0 });
            }

            return true;
        });
    }
}
