using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>
/// Asks one run of a container how it is: until it has started, then whether it is ready and whether it is alive.
/// https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
/// </summary>
internal sealed class ContainerProbes(PodWorker pod, JsonObject container, ContainerRecord record, IContainer running)
{
    /// <summary>Asks until the run has ended.</summary>
    /// <param name="started">Told when it has started.</param>
    /// <param name="end">The run's end.</param>
    public async Task RunAsync(TaskCompletionSource started, CancellationToken end)
    {
        var readiness = Probe.Of(container, "readinessProbe");
        try
        {
            if (Probe.Of(container, "startupProbe") is { } startup && !await AwaitAsync(startup, end))
            {
                return;
            }

            record.IsStarted = true;
            record.IsReady = readiness is null;
            started.TrySetResult();
            pod.Publish();
            await Task.WhenAll(
                readiness is null ? Task.CompletedTask : WatchReadinessAsync(readiness, end),
                Probe.Of(container, "livenessProbe") is { } liveness
                    ? WatchLifeAsync(liveness, end)
                    : Task.CompletedTask
            );
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // There is nobody to ask any more.
        }
    }

    private async Task<bool> AwaitAsync(Probe probe, CancellationToken end)
    {
        var failures = 0;
        await foreach (var failure in AskAsync(probe, end))
        {
            if (failure is null)
            {
                return true;
            }

            pod.Events.Unhealthy(container, $"Startup probe failed: {failure}");
            if (++failures >= probe.FailureThreshold)
            {
                await EndAsync("startup");
                return false;
            }
        }

        return false;
    }

    private async Task WatchReadinessAsync(Probe probe, CancellationToken end)
    {
        var (successes, failures) = (0, 0);
        await foreach (var failure in AskAsync(probe, end))
        {
            (successes, failures) = failure is null ? (successes + 1, 0) : (0, failures + 1);
            if (failure is not null)
            {
                pod.Events.Unhealthy(container, $"Readiness probe failed: {failure}");
            }

            var isReady = record.IsReady ? failures < probe.FailureThreshold : successes >= probe.SuccessThreshold;
            if (isReady != record.IsReady)
            {
                record.IsReady = isReady;
                pod.Publish();
            }
        }
    }

    private async Task WatchLifeAsync(Probe probe, CancellationToken end)
    {
        var failures = 0;
        await foreach (var failure in AskAsync(probe, end))
        {
            failures = failure is null ? 0 : failures + 1;
            if (failure is not null)
            {
                pod.Events.Unhealthy(container, $"Liveness probe failed: {failure}");
            }

            if (failures >= probe.FailureThreshold)
            {
                await EndAsync("liveness");
                return;
            }
        }
    }

    private async Task EndAsync(string probe)
    {
        pod.Events.Killing(container, $"Container {record.Name} failed {probe} probe, will be restarted");
        running.Terminate();
        try
        {
            await running.Ended.WaitAsync(pod.Grace, pod.Context.Clock.Time, pod.Stopping);
        }
        catch (TimeoutException)
        {
            running.Kill();
        }
    }

    private async IAsyncEnumerable<string?> AskAsync(
        Probe probe,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken end
    )
    {
        var time = pod.Context.Clock.Time;
        await Task.Delay(probe.InitialDelay, time, end);
        while (true)
        {
            yield return await probe.AskAsync(pod.Sandbox!, running, end);
            await Task.Delay(probe.Period, time, end);
        }
    }
}
