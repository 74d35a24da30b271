using System.Collections.Concurrent;
using Deploy.Clusters;
using Deploy.Clusters.Workloads;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Stages.HelmTest;

/// <summary>What test pods print, passed on while they run: a pod that a hook policy deletes takes its log along.</summary>
internal sealed class TestLogs(
    PodLogs logs,
    PodSecrets secrets,
    NamespaceName @namespace,
    ServiceName service,
    IRunEvents events
) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Pod, string Container), Lazy<Task>> _reading = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Everything printed so far.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Reads along with every container of a pod that has started.</summary>
    public void Follow(V1Pod pod)
    {
        var several = pod.Spec.Containers.Count > 1;
        foreach (
            var container in pod.ContainerStatuses()
                .Where(one => one.State?.Running is not null || one.State?.Terminated is not null)
        )
        {
            var prefix = several ? $"{container.Name}: " : "";
            _ = _reading
                .GetOrAdd((pod.Uid(), container.Name), _ => new(() => ReadAsync(pod, container.Name, prefix)))
                .Value;
        }
    }

    /// <summary>Waits until all is read, or the time is up.</summary>
    public async Task EndAsync(TimeSpan limit, TimeProvider time) =>
        await Task.WhenAll(_reading.Values.Select(reading => reading.Value))
            .WaitAsync(limit, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_reading.Values.Select(reading => reading.Value));
        _stop.Dispose();
    }

    private async Task ReadAsync(V1Pod pod, string container, string prefix)
    {
        try
        {
            var mask = new SecretMask(await secrets.ValuesAsync(pod, _stop.Token));
            await logs.FollowAsync(
                @namespace,
                pod.Name(),
                container,
                line => Take(prefix + mask.Apply(line)),
                _stop.Token
            );
        }
        catch (Exception error)
            when (error is FailedException or HttpOperationException or IOException or OperationCanceledException)
        {
            // Its verdict does not depend on its log.
            if (!_stop.IsCancellationRequested)
            {
                Take($"{prefix}(its log cannot be read: {error.Message})");
            }
        }
    }

    private void Take(string line)
    {
        _lines.Enqueue(line);
        events.Publish(new ChildOutput(Stage.HelmTest, service, line));
    }
}
