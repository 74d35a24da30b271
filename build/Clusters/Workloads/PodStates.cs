using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>The states of a pod's containers, a line each.</summary>
internal static class PodStates
{
    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Lines(V1Pod pod) =>
        [
            $"phase {pod.Status?.Phase ?? "unknown"}{(pod.Spec?.NodeName is { } node ? $" on node {node}" : "")}",
            .. pod.Unschedulable() is { } unplaced ? [$"no place: {unplaced}"] : Enumerable.Empty<string>(),
            .. pod.ContainerStatuses().Select(Line),
        ];

    private static string Line(V1ContainerStatus container)
    {
        var state = container.State switch
        {
            { Waiting: { } waiting } => $"waiting: {waiting.Reason}{Message(waiting.Message)}",
            { Terminated: { } ended } => $"ended: {Ended(ended)}",
            { Running: not null } => container.Ready ? "ready" : "runs, not ready",
            _ => "not started",
        };
        var last = container.LastState?.Terminated is { } before ? $"; before that {Ended(before)}" : "";
        return $"{container.Name} ({container.Image}): {state}{last}; {container.RestartCount} restarts";
    }

    private static string Ended(V1ContainerStateTerminated end) =>
        $"{end.Reason ?? "ended"}, exit code {end.ExitCode}{Message(end.Message)}";

    private static string Message(string? message) => string.IsNullOrWhiteSpace(message) ? "" : $": {message.Trim()}";
}
