using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>What a container that is simulated has printed: nothing really ran, and the log says so.</summary>
internal static class PodLog
{
    /// <summary>The lines of a container's log.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="name">The container; <c>null</c> for the only one.</param>
    /// <param name="isPrevious">Whether the run before the present one is meant.</param>
    /// <exception cref="ApiException">There is no such container, or it has not started.</exception>
    public static IReadOnlyList<string> Lines(StoredObject pod, string? name, bool isPrevious)
    {
        var container = RequireContainer(pod, name, isPrevious);
        var status = pod
            .Json.Items("status", "containerStatuses")
            .Concat(pod.Json.Items("status", "initContainerStatuses"))
            .FirstOrDefault(one => one.Text("name") == container.Text("name"));
        var script = PodScript.Of(pod.Json);
        var end = status.Object("state", "terminated") ?? status.Object("lastState", "terminated");
        return
        [
            .. script.Log is { } text ? text.TrimEnd('\n').Split('\n') : Standard(pod, container),
            .. end.Number("exitCode") is > 0 and var code
                ? [$"exit code {code}, as the pod's annotation or image tag asks"]
                : Enumerable.Empty<string>(),
        ];
    }

    private static string[] Standard(StoredObject pod, JsonObject container)
    {
        var command = container.Texts("command").Concat(container.Texts("args")).ToList();
        return
        [
            pod.Json.Text("metadata", "annotations", RealPods.SimulatedAnnotation) is { } why
                ? $"This pod is simulated: {why}. In a real cluster this container would have run:"
                : "The embedded platform does not run containers. In a real cluster this one would have run:",
            $"{container.Text("image")}{(command.Count == 0 ? " (the image's own command)" : $": {string.Join(' ', command)}")}",
        ];
    }

    /// <summary>The container whose log is asked for.</summary>
    /// <exception cref="ApiException">There is no such container, or it has not started.</exception>
    public static JsonObject RequireContainer(StoredObject pod, string? name, bool isPrevious)
    {
        var container = Choose(pod, name);
        var status = pod
            .Json.Items("status", "containerStatuses")
            .Concat(pod.Json.Items("status", "initContainerStatuses"))
            .FirstOrDefault(one => one.Text("name") == container.Text("name"));
        RequireStarted(pod, container, status, isPrevious);
        return container;
    }

    private static JsonObject Choose(StoredObject pod, string? name)
    {
        var containers = pod.Json.Items("spec", "containers").ToList();
        if (string.IsNullOrEmpty(name))
        {
            return containers.Count == 1
                ? containers[0]
                : throw ApiErrors.BadRequest(
                    $"a container name must be specified for pod {pod.Key.Name}, choose one of: [{string.Join(' ', containers.Select(one => one.Text("name")))}]"
                );
        }

        return containers
                .Concat(pod.Json.Items("spec", "initContainers"))
                .FirstOrDefault(one => one.Text("name") == name)
            ?? throw ApiErrors.BadRequest($"container {name} is not valid for pod {pod.Key.Name}");
    }

    private static void RequireStarted(StoredObject pod, JsonObject container, JsonObject? status, bool isPrevious)
    {
        var (name, hasRun) = (container.Text("name"), status.Number("restartCount") > 0);
        if (isPrevious && !hasRun)
        {
            throw ApiErrors.BadRequest($"previous terminated container \"{name}\" in pod \"{pod.Key.Name}\" not found");
        }

        if (hasRun || status.Object("state", "running") is not null || status.Object("state", "terminated") is not null)
        {
            return;
        }

        var why = status.Text("state", "waiting", "reason") switch
        {
            null => "ContainerCreating",
            "ImagePullBackOff" or "ErrImagePull" => "trying and failing to pull image",
            var reason => reason,
        };
        throw ApiErrors.BadRequest($"container \"{name}\" in pod \"{pod.Key.Name}\" is waiting to start: {why}");
    }
}
