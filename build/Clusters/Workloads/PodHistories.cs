using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>What happened to the containers of a release's pods since the release is watched.</summary>
/// <param name="time">The clock.</param>
public sealed class PodHistories(TimeProvider time)
{
    private readonly Dictionary<(string Pod, string Container), ContainerHistory> _containers = [];
    private readonly Dictionary<string, DateTimeOffset> _unplaced = [];

    /// <summary>Takes notice of a pod.</summary>
    public void Observe(V1Pod pod)
    {
        var now = time.GetUtcNow();
        foreach (var status in pod.ContainerStatuses())
        {
            Of(pod, status).Observe(status, now);
        }

        if (pod.Unschedulable() is null)
        {
            _unplaced.Remove(pod.Uid());
        }
        else
        {
            _unplaced.TryAdd(pod.Uid(), now);
        }
    }

    /// <summary>What happened to a container.</summary>
    public ContainerHistory Of(V1Pod pod, V1ContainerStatus status)
    {
        var key = (pod.Uid(), status.Name);
        if (!_containers.TryGetValue(key, out var history))
        {
            _containers[key] = history = new();
        }

        return history;
    }

    /// <summary>How long the scheduler has found no place for a pod.</summary>
    public TimeSpan UnplacedFor(V1Pod pod) =>
        _unplaced.TryGetValue(pod.Uid(), out var since) ? time.GetUtcNow() - since : TimeSpan.Zero;
}

/// <summary>Parts of a pod's status.</summary>
public static class PodStatuses
{
    /// <summary>The statuses of all its containers, those that run first in front.</summary>
    public static IEnumerable<V1ContainerStatus> ContainerStatuses(this V1Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);

    /// <summary>Why the scheduler finds no place for it; null where it has not said so.</summary>
    public static string? Unschedulable(this V1Pod pod) =>
        pod
            .Status?.Conditions?.FirstOrDefault(condition =>
                condition is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" }
            )
            ?.Message;
}
