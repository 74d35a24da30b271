using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Network;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>Runs one pod: its init containers one after the other, then its containers, until they or it have to end.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Without a timer the source holds nothing, and it is asked after the pod's end too."
)]
internal sealed class PodWorker
{
    private readonly ControllerContext _context;
    private readonly RealPods _pods;
    private readonly StoredObject _pod;
    private readonly List<ContainerRecord> _init;
    private readonly List<ContainerRecord> _main;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _news = NewSignal();

    public PodWorker(ControllerContext context, RealPods pods, StoredObject pod)
    {
        _context = context;
        _pods = pods;
        _pod = pod;
        Events = new ContainerEvents(context.Events, pod);
        _init = Records("initContainers", "initContainerStatuses");
        _main = Records("containers", "containerStatuses");
    }

    public StoredObject Pod => _pod;

    public JsonObject Json => _pod.Json;

    public ControllerContext Context => _context;

    public ContainerEvents Events { get; }

    /// <summary>Its network and folder, once it has them.</summary>
    public IPodSandbox? Sandbox { get; private set; }

    public PodVolumes? Volumes { get; private set; }

    /// <summary>Set when the pod is being ended; its containers are not started again.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>How long a program gets between being asked and being killed.</summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(Json.Number("spec", "terminationGracePeriodSeconds") ?? 30);

    public ContainerMount HostsMount => new(ClusterNetwork.HostsOf(Sandbox!), "/etc/hosts", IsReadOnly: true);

    public string RestartPolicy => Json.Text("spec", "restartPolicy") ?? "Always";

    /// <summary>The work; ends when nothing of the pod runs any more.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    public void Start() => Done = Task.Run(RunAsync);

    /// <summary>A container by name; the first one where there is no name.</summary>
    public ContainerRecord? Find(string? name) =>
        string.IsNullOrEmpty(name)
            ? _main.FirstOrDefault()
            : _main.Concat(_init).FirstOrDefault(record => record.Name == name);

    /// <summary>Something that the pod may wait for has changed.</summary>
    public void Nudge()
    {
        lock (_gate)
        {
            _news.TrySetResult();
        }
    }

    /// <summary>Asks all programs to end, and kills those that have not after a while.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        var running = _main.Concat(_init).Select(record => record.Running).OfType<IContainer>().ToList();
        await _stop.CancelAsync();
        Publish();
        foreach (var container in running)
        {
            container.Terminate();
        }

        try
        {
            await Task.WhenAll(running.Select(container => container.Ended)).WaitAsync(grace, _context.Clock.Time);
        }
        catch (TimeoutException)
        {
            // They have had their time.
        }

        await KillAsync();
    }

    /// <summary>Ends all programs at once.</summary>
    public async Task KillAsync()
    {
        await _stop.CancelAsync();
        foreach (var record in _main.Concat(_init))
        {
            record.Running?.Kill();
        }

        await Done;
    }

    /// <summary>Waits until a container's configuration is there, or something has changed; throws when the pod ends.</summary>
    public Task NewsAsync()
    {
        lock (_gate)
        {
            if (_news.Task.IsCompleted)
            {
                _news = NewSignal();
            }

            return _news.Task.WaitAsync(Stopping);
        }
    }

    /// <summary>Writes the pod's status as it is now.</summary>
    public void Publish()
    {
        _context.Store.Exclusively(() =>
        {
            if (!_pods.IsClosed && _context.Store.Find(_pod.Key)?.Uid == _pod.Uid)
            {
                _context.Writer.UpdateStatus(_pod.Key, Write);
            }

            return true;
        });
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private List<ContainerRecord> Records(string containers, string statuses)
    {
        var known = Json.Items("status", statuses).ToList();
        return
        [
            .. Json.Items("spec", containers)
                .Select(container =>
                {
                    var record = new ContainerRecord(container, _context.Clock);
                    record.Recall(known.FirstOrDefault(status => status.Text("name") == record.Name));
                    return record;
                }),
        ];
    }

    private void Write(JsonObject status)
    {
        status.Default("startTime", _context.Clock.Timestamp);
        status["hostIP"] = PodAddress.Node;
        status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = PodAddress.Node });
        if (Sandbox is { } sandbox)
        {
            status["podIP"] = sandbox.Address.ToString();
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = sandbox.Address.ToString() });
        }

        if (_init.Count > 0)
        {
            status["initContainerStatuses"] = new JsonArray([.. _init.Select(record => record.Status())]);
        }

        status["containerStatuses"] = new JsonArray([.. _main.Select(MainStatus)]);
        PodPhase.Write(status, Json, _context.Clock.Timestamp);
    }

    private JsonObject MainStatus(ContainerRecord record)
    {
        var status = record.Status();
        if (record.Running is null)
        {
            status["ready"] = false;
        }

        return status;
    }

    private async Task RunAsync()
    {
        try
        {
            await PrepareAsync();
            await RunContainersAsync();
        }
        catch (CannotRunException error)
        {
            _pods.GiveUp(this, error.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever it is, it is said where people look, and nothing waits for this pod for ever.
            _pods.GiveUp(this, $"this machine refused: {error.Message}");
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // It has been ended before all of it had begun.
        }
        finally
        {
            if (Sandbox is { } sandbox)
            {
                _pods.Network.Leave(this);
                await sandbox.DisposeAsync();
            }
        }
    }

    private async Task PrepareAsync()
    {
        foreach (var record in _main)
        {
            record.Wait(_init.Count > 0 ? "PodInitializing" : "ContainerCreating");
        }

        while (PodDependencies.FirstMissing(_context.Store, _pod) is { IsVolume: true } missing)
        {
            var news = NewsAsync();
            Events.MountFailed(missing);
            Publish();
            await news;
        }

        var images = Json.Items("spec", "initContainers").Concat(Json.Items("spec", "containers"));
        foreach (var image in images.Select(container => container.Text("image") ?? "").Distinct())
        {
            await _pods.Runtime.PullAsync(image, Stopping);
        }

        Sandbox = _pods.Runtime.CreatePod(new PodIdentity(_pod.Uid, _pod.Key.Name, Json.Flag("spec", "hostNetwork")));
        Json.Ensure("status")["podIP"] = Sandbox.Address.ToString();
        Json.Ensure("status")["hostIP"] = PodAddress.Node;
        Volumes = new PodVolumes(_context.Store, Json, Sandbox.Folder, _pods.ClaimsFolder);
        Volumes.Write();
        _pods.Network.Join(this);
    }

    private async Task RunContainersAsync()
    {
        var sidecars = new List<Task>();
        foreach (var (container, record) in Json.Items("spec", "initContainers").Zip(_init))
        {
            var worker = new ContainerWorker(this, _pods.Runtime, container, record, isInit: true);
            var work = worker.RunAsync();
            if (container.Text("restartPolicy") == "Always")
            {
                sidecars.Add(work);
                await worker.Started.WaitAsync(Stopping);
            }
            else if (await work is not 0)
            {
                return;
            }
        }

        await Task.WhenAll(
            Json.Items("spec", "containers")
                .Zip(_main)
                .Select(pair =>
                    new ContainerWorker(this, _pods.Runtime, pair.First, pair.Second, isInit: false).RunAsync()
                )
        );
        foreach (var sidecar in _init)
        {
            sidecar.Running?.Kill();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(sidecars);
    }
}
