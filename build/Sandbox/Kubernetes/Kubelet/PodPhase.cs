using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>The phase and conditions of a pod, as they follow from its containers.</summary>
internal static class PodPhase
{
    public static void Write(JsonObject status, JsonObject pod, string now)
    {
        var containers = status.Items("containerStatuses").ToList();
        var ends = containers.Select(one => one.Object("state", "terminated")).OfType<JsonObject>().ToList();
        var isOver = containers.Count > 0 && ends.Count == containers.Count;
        var hasFailed = ends.Exists(end => end.Number("exitCode") != 0);
        // Only one that is not started again ends so.
        var hasFailedEarly = status
            .Items("initContainerStatuses")
            .Any(one => one.Number("state", "terminated", "exitCode") is not (null or 0));
        var phase =
            hasFailedEarly ? "Failed"
            : isOver ? (hasFailed ? "Failed" : "Succeeded")
            : containers.Exists(HasStarted) ? "Running"
            : "Pending";
        status["phase"] = phase;

        var isInitialized = status
            .Items("initContainerStatuses")
            .All(one =>
                one.Number("state", "terminated", "exitCode") == 0 || one.Object("state", "running") is not null
            );
        SetCondition(status, "Initialized", isInitialized, now, "ContainersNotInitialized", Incomplete(status));
        var unready = containers.Where(one => !one.Flag("ready")).Select(one => one.Text("name")).ToList();
        var isReady = isInitialized && unready.Count == 0 && !isOver;
        var reason = isOver ? "PodCompleted" : "ContainersNotReady";
        var message = isOver ? "" : $"containers with unready status: [{string.Join(' ', unready)}]";
        SetCondition(status, "PodReadyToStartContainers", status.Text("podIP") is not null && !isOver, now, "", "");
        SetCondition(status, "Ready", isReady, now, reason, message);
        SetCondition(status, "ContainersReady", isReady, now, reason, message);
        if (isOver)
        {
            foreach (var container in containers)
            {
                container["ready"] = false;
            }
        }

        status["observedGeneration"] = pod.Number("metadata", "generation") ?? 1;
    }

    private static bool HasStarted(JsonObject container) =>
        container.Object("state", "running") is not null
        || container.Object("state", "terminated") is not null
        || container.Number("restartCount") > 0;

    private static string Incomplete(JsonObject status) =>
        $"containers with incomplete status: [{string.Join(' ', status.Items("initContainerStatuses").Where(one => !one.Flag("ready")).Select(one => one.Text("name")))}]";

    private static void SetCondition(
        JsonObject status,
        string type,
        bool value,
        string now,
        string reason,
        string message
    ) => Conditions.Set(status, type, value, now, value ? "" : reason, value ? "" : message);
}
