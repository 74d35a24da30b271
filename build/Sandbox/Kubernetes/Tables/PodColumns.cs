using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;

namespace Deploy.Sandbox.Kubernetes.Tables;

/// <summary>The columns of pods.</summary>
internal static class PodColumns
{
    public static readonly IReadOnlyList<TableColumn> All =
    [
        new("Ready", Ready),
        new("Status", pod => IsSimulated(pod) ? $"{StatusOf(pod)} (simulated)" : StatusOf(pod)),
        new("Restarts", (pod, now) => Restarts(pod, now)),
        TableColumn.Wide("IP", pod => pod.Text("status", "podIP") ?? "<none>"),
        TableColumn.Wide("Node", pod => pod.Text("spec", "nodeName") ?? "<none>"),
        TableColumn.Wide("Nominated Node", _ => "<none>"),
        TableColumn.Wide("Readiness Gates", _ => "<none>"),
    ];

    /// <summary>The one word that says how a pod is: its phase, or why a container is not running.</summary>
    public static string StatusOf(JsonObject pod)
    {
        if (pod.Text("metadata", "deletionTimestamp") is not null)
        {
            return "Terminating";
        }

        foreach (var (index, status) in pod.Items("status", "initContainerStatuses").Index())
        {
            if (status.Number("state", "terminated", "exitCode") == 0)
            {
                continue;
            }

            var reason = status.Text("state", "terminated", "reason") ?? status.Text("state", "waiting", "reason");
            return reason is null or "PodInitializing"
                ? $"Init:{index}/{pod.Items("spec", "initContainers").Count()}"
                : $"Init:{reason}";
        }

        foreach (var status in pod.Items("status", "containerStatuses").Reverse())
        {
            if (
                (status.Text("state", "waiting", "reason") ?? status.Text("state", "terminated", "reason")) is
                { } reason
            )
            {
                return reason;
            }
        }

        return pod.Text("status", "reason") ?? pod.Text("status", "phase") ?? "Unknown";
    }

    private static bool IsSimulated(JsonObject pod) =>
        pod.Text("metadata", "annotations", RealPods.SimulatedAnnotation) is not null;

    private static JsonNode? Ready(JsonObject pod) =>
        $"{pod.Items("status", "containerStatuses").Count(status => status.Flag("ready"))}/{pod.Items("spec", "containers").Count()}";

    private static JsonNode? Restarts(JsonObject pod, DateTimeOffset now)
    {
        var statuses = pod.Items("status", "containerStatuses").ToList();
        var count = statuses.Sum(status => status.Number("restartCount") ?? 0);
        var last = statuses.Select(status => status.Text("lastState", "terminated", "finishedAt")).Max();
        return count == 0 || last is null ? $"{count}" : $"{count} ({Duration.Since(last, now)} ago)";
    }
}
