using Deploy.Clusters.Watching;
using Deploy.Clusters.Workloads;
using k8s.Models;

namespace Deploy.Stages.HelmTest.Endpoints;

/// <summary>
/// Waits until the release's Services lead to pods that are ready: for a moment after an install they may not, and tests
/// would fail for nothing.
/// </summary>
internal sealed class ServiceEndpoints(
    NamespaceWatch watch,
    ReleaseName release,
    WaitProgress progress,
    IRunEvents events,
    TimeProvider time
)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <summary>Waits, but not for ever: the tests then say what is wrong better than we could.</summary>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        await Task.WhenAll(
                watch.Services.Listed,
                watch.Endpoints.Listed,
                watch.Pods.Listed,
                watch.Deployments.Listed,
                watch.StatefulSets.Listed
            )
            .WaitAsync(_limit, time, cancel)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (true)
        {
            var change = watch.Changes.Next;
            if (Unready() is not { } name)
            {
                return;
            }

            if (time.GetElapsedTime(began) >= _limit)
            {
                events.Publish(
                    new Note($"{release}: Service {name} leads to no ready pod after {_limit.TotalSeconds:0} s", true)
                );
                return;
            }

            progress.Say($"ready endpoints of Service {name}");
            await Task.WhenAny(change, Task.Delay(TimeSpan.FromSeconds(1), time, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    // Only Services that choose pods of the release's own workloads: others are not ours to wait for.
    private string? Unready()
    {
        var reader = new WorkloadReader(watch, release);
        var pods = reader.Workloads().Where(workload => workload.Wanted > 0).SelectMany(workload => workload.Pods);
        var labels = pods.Select(pod => pod.Metadata.Labels ?? new Dictionary<string, string>()).ToList();
        var ready = watch.Endpoints.Now.Where(HasAddress).Select(endpoints => endpoints.Name()).ToHashSet();
        return watch
            .Services.Now.FirstOrDefault(candidate =>
                reader.IsOurs(candidate)
                && candidate.Spec.Selector is { Count: > 0 } selector
                && labels.Exists(pod =>
                    selector.All(pair => pod.TryGetValue(pair.Key, out var has) && has == pair.Value)
                )
                && !ready.Contains(candidate.Name())
            )
            ?.Name();
    }

    private static bool HasAddress(V1Endpoints endpoints) =>
        endpoints.Subsets?.Any(subset => subset.Addresses is { Count: > 0 }) == true;
}
