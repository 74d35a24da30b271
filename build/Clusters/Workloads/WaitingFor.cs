using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>What a release waits for, in a few words.</summary>
internal static class WaitingFor
{
    /// <summary>The words; null where nothing is waited for.</summary>
    public static string? Of(ReleaseView view, IReadOnlyList<Corev1Event> warnings)
    {
        if (view.Hooks is [var hook, ..])
        {
            return $"hook {hook}{Suffix(Pod(hook.Pods, warnings))}";
        }

        var open = view.Workloads.FirstOrDefault(workload => !workload.IsReady);
        return open is null ? null : $"{open}{Suffix(Pod(open.Pods, warnings) ?? "no pod yet")}";
    }

    /// <summary>What the first pod that is not ready waits for; null where all are.</summary>
    public static string? Pod(IReadOnlyList<V1Pod> pods, IReadOnlyList<Corev1Event> warnings) =>
        pods.Select(pod => Pod(pod, warnings)).FirstOrDefault(words => words is not null);

    private static string? Pod(V1Pod pod, IReadOnlyList<Corev1Event> warnings)
    {
        if (pod.Unschedulable() is { } unplaced)
        {
            return unplaced;
        }

        var open = pod.ContainerStatuses().FirstOrDefault(container => !container.Ready);
        if (open is null)
        {
            return pod.Status?.Phase == "Pending" ? "to be placed" : null;
        }

        return open.State switch
        {
            { Waiting: { Reason: { Length: > 0 } reason } } => Last(pod, "FailedMount", warnings) ?? reason,
            { Terminated: { ExitCode: not 0 and var code } } => $"ended with exit code {code}",
            { Terminated: not null } => null,
            _ => Last(pod, "Unhealthy", warnings) ?? "to become ready",
        };
    }

    private static string? Last(V1Pod pod, string reason, IReadOnlyList<Corev1Event> warnings) =>
        warnings
            .Where(warning => warning.InvolvedObject?.Uid == pod.Uid() && warning.Reason == reason)
            .MaxBy(Clusters.PodEvents.At)
            ?.Message.Trim();

    private static string Suffix(string? words) => words is null ? "" : $": {words}";
}
