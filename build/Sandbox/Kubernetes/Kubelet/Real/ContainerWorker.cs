using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>Runs one container of a pod, again and again where its restart policy says so.</summary>
internal sealed class ContainerWorker(
    PodWorker pod,
    IContainerRuntime runtime,
    JsonObject container,
    ContainerRecord record,
    bool isInit
)
{
    private const int StartError = 128;

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RestartBackOff _backOff = new();

    /// <summary>Ends when the container has started, as its startup probe says.</summary>
    public Task Started => _started.Task;

    /// <summary>Runs it until it is not to be started again.</summary>
    /// <returns>The last exit code.</returns>
    public async Task<int> RunAsync()
    {
        while (true)
        {
            var code = await RunOnceAsync();
            if (pod.Stopping.IsCancellationRequested || !IsToRestart(code))
            {
                pod.Publish();
                return code;
            }

            await PauseAsync();
            record.Restarts++;
        }
    }

    private bool IsToRestart(int code) =>
        (
            container.Text("restartPolicy")
            ?? (isInit && pod.RestartPolicy == "Always" ? "OnFailure" : pod.RestartPolicy)
        ) switch
        {
            "Always" => true,
            "OnFailure" => code != 0,
            _ => false,
        };

    private async Task PauseAsync()
    {
        record.KeepEnd();
        var delay = _backOff.Next(record.Since, pod.Context.Clock.Now);
        if (delay > TimeSpan.Zero)
        {
            record.Wait(
                "CrashLoopBackOff",
                $"back-off {delay.TotalSeconds:0}s restarting failed container={record.Name} pod={pod.Pod.Key.Name}_{pod.Pod.Key.Namespace}({pod.Pod.Uid})"
            );
            pod.Events.BackOff(container);
            pod.Publish();
            await Task.Delay(delay, pod.Context.Clock.Time, pod.Stopping);
        }
    }

    private async Task<int> RunOnceAsync()
    {
        await AwaitConfigurationAsync();
        record.Log.BeginRun();
        try
        {
            var image = await runtime.PullAsync(container.Text("image") ?? "", pod.Stopping);
            record.ImageId = $"{container.Text("image")?.Split('@')[0]}@{image.Digest}";
            record.Begin(pod.Sandbox!.Start(Prepare(image)));
        }
        catch (StartFailedException error)
        {
            record.Log.Append(System.Text.Encoding.UTF8.GetBytes($"{error.Message}\n"));
            pod.Events.ConfigFailed(container, error.Message);
            record.End(StartError, "StartError", error.Message);
            return StartError;
        }

        if (pod.Stopping.IsCancellationRequested)
        {
            // The pod was ended while this began, and nobody has seen it to kill it.
            record.Running!.Kill();
        }

        pod.Events.Started(container);
        return await AwaitEndAsync(record.Running!);
    }

    private async Task<int> AwaitEndAsync(IContainer running)
    {
        var probes = new ContainerProbes(pod, container, record, running);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(pod.Stopping);
        var probing = probes.RunAsync(_started, end.Token);
        pod.Publish();
        var code = await running.Ended;
        await end.CancelAsync();
        await probing;
        record.End(code, message: Explain(code));
        return code;
    }

    private async Task AwaitConfigurationAsync()
    {
        while (PodDependencies.FirstMissing(pod.Context.Store, pod.Pod) is { } missing)
        {
            var news = pod.NewsAsync();
            pod.Events.ConfigFailed(container, missing.Message);
            record.Wait("CreateContainerConfigError", missing.Message);
            pod.Publish();
            await news;
        }

        pod.Stopping.ThrowIfCancellationRequested();
    }

    private ContainerStart Prepare(ContainerImage image)
    {
        var environment = new ContainerEnvironment(pod.Context.Store, pod.Json, container).Over(image.Environment());
        var directory = container.Text("workingDir") is { Length: > 0 } given ? given : image.WorkingDirectory;
        return new ContainerStart
        {
            Image = image,
            Command = [.. CommandOf(image).Select(word => VariableExpansion.Expand(word, environment))],
            Environment = environment,
            WorkingDirectory = directory.StartsWith('/') ? directory : $"/{directory}",
            Mounts = [.. pod.Volumes!.MountsOf(container), pod.HostsMount],
            RunAs = ContainerIdentity.Of(pod.Json, container, image),
            HasReadOnlyRoot = container.Flag("securityContext", "readOnlyRootFilesystem"),
            Output = printed => record.Log.Append(printed.Span),
        };
    }

    // A command of the pod takes the place of the image's entry point and of its arguments.
    private IEnumerable<string> CommandOf(ContainerImage image)
    {
        var (command, arguments) = (container.Texts("command").ToList(), container.Texts("args").ToList());
        return command.Count > 0 ? [.. command, .. arguments]
            : arguments.Count > 0 ? [.. image.EntryPoint, .. arguments]
            : [.. image.EntryPoint, .. image.Arguments];
    }

    private string? Explain(int code)
    {
        if (code == 0)
        {
            return null;
        }

        var tail = record.Log.Tail(lines: 80, bytes: 2048);
        return tail.Contains("Address already in use", StringComparison.OrdinalIgnoreCase)
            || tail.Contains("EADDRINUSE", StringComparison.Ordinal)
                ? $"its port is taken: {(pod.Json.Flag("spec", "hostNetwork") ? "with hostNetwork, pods share the ports of this machine" : "another container of the pod listens there")}"
            : container.Text("terminationMessagePolicy") == "FallbackToLogsOnError" ? tail
            : null;
    }
}
