using Deploy.Clusters.Releases;
using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>
/// Says when it is certain that a release will not become ready. Judges nothing before Helm has stored the revision, and
/// pods that are older than it only when Helm had time to replace them.
/// </summary>
/// <param name="cluster">The cluster, for questions that are asked seldom.</param>
/// <param name="time">The clock.</param>
internal sealed class ReleaseJudge(ClusterApi cluster, TimeProvider time)
{
    /// <summary>How long Helm may take from storing a revision, or from its last hook, until its objects are applied.</summary>
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(10);

    /// <summary>How long the scheduler may take to find a place that is there.</summary>
    private static readonly TimeSpan _placing = TimeSpan.FromSeconds(5);

    private readonly PodHistories _histories = new(time);
    private readonly HashSet<string> _canBePlaced = [];
    private readonly HashSet<string> _seenBefore = [];
    private DateTimeOffset? _lastMoved;

    /// <summary>The verdict; null while nothing is certain.</summary>
    /// <param name="view">The release now.</param>
    /// <param name="warnings">What the cluster warned of.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Fault?> JudgeAsync(
        ReleaseView view,
        IReadOnlyList<Corev1Event> warnings,
        CancellationToken cancel
    )
    {
        foreach (var pod in view.Workloads.Concat(view.Hooks).SelectMany(workload => workload.Pods))
        {
            _histories.Observe(pod);
        }

        if (view.Revision is not { } revision)
        {
            _seenBefore.UnionWith(view.Workloads.SelectMany(workload => workload.Pods).Select(pod => pod.Uid()));
            return null;
        }

        var now = time.GetUtcNow();
        _lastMoved = view.Hooks.Count > 0 ? now : _lastMoved ?? now;
        var isSettled = now - _lastMoved >= _settling;
        return Judge(view.Hooks, revision, isSettled: true, warnings)
            ?? Judge(view.Workloads, revision, isSettled, warnings)
            ?? await UnplacedAsync(view, cancel);
    }

    private Fault? Judge(
        IReadOnlyList<Workload> workloads,
        ReleaseRevision revision,
        bool isSettled,
        IReadOnlyList<Corev1Event> warnings
    )
    {
        var judge = new PodJudge(_histories, time);
        foreach (var workload in workloads.Where(workload => !workload.IsReady))
        {
            var pods = workload.Pods.Where(pod => isSettled || !IsOlder(pod, revision)).ToList();
            if (
                pods.Select(pod => judge.Judge(pod, IsOlder(pod, revision)))
                    .FirstOrDefault(fault => fault is not null) is
                { } fault
            )
            {
                return fault;
            }

            if ((isSettled || pods.Count > 0) && workload.Failure is { } failure)
            {
                return new($"{workload} {failure}", Unsuccessful(workload), "see the events and last lines");
            }

            if (Quota(workload, revision, warnings) is { } refused)
            {
                return new($"{workload} cannot create pods: {refused}", [], "raise the quota or free some of it");
            }
        }

        return null;
    }

    // Only Deployments pass on what their ReplicaSet was refused; the others say so in events.
    private static string? Quota(Workload workload, ReleaseRevision revision, IReadOnlyList<Corev1Event> warnings) =>
        workload.Pods.Count < workload.Wanted
            ? warnings
                .Where(warning =>
                    warning.Reason == "FailedCreate"
                    && (
                        warning.InvolvedObject?.Name == workload.Name
                        || warning.InvolvedObject?.Name?.StartsWith($"{workload.Name}-", StringComparison.Ordinal)
                            == true
                    )
                    && warning.Message.Contains("exceeded quota", StringComparison.Ordinal)
                    && PodEvents.At(warning) >= revision.CreatedAt
                )
                .MaxBy(PodEvents.At)
                ?.Message
            : null;

    private async Task<Fault?> UnplacedAsync(ReleaseView view, CancellationToken cancel)
    {
        foreach (var pod in view.Workloads.Concat(view.Hooks).SelectMany(workload => workload.Pods))
        {
            if (_histories.UnplacedFor(pod) < _placing || _canBePlaced.Contains(pod.Uid()))
            {
                continue;
            }

            var never = NodeFit.WhyNever(pod, await new Nodes(cluster).ListAsync(cancel));
            if (never is not null && !await IsScalingUpAsync(pod, cancel))
            {
                return new(
                    $"pod {pod.Name()} fits on no node: {never}",
                    [pod],
                    "correct its requests or its node selector, or add a node that fits"
                );
            }

            _canBePlaced.Add(pod.Uid());
        }

        return null;
    }

    // An autoscaler that makes a node for the pod says so.
    private async Task<bool> IsScalingUpAsync(V1Pod pod, CancellationToken cancel) =>
        (await new PodEvents(cluster).OfAsync(pod, cancel)).Any(item => item.Reason == "TriggeredScaleUp");

    // The API server's times are whole seconds, in which a good deal can happen.
    private bool IsOlder(V1Pod pod, ReleaseRevision revision) =>
        pod.Metadata.CreationTimestamp < revision.CreatedAt
        || (pod.Metadata.CreationTimestamp == revision.CreatedAt && _seenBefore.Contains(pod.Uid()));

    private static IReadOnlyList<V1Pod> Unsuccessful(Workload workload) =>
        [.. workload.Pods.Where(pod => pod.Status?.Phase != "Succeeded")];
}
