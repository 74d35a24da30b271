using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>What the kubelet says about the containers of a pod.</summary>
internal sealed class ContainerEvents(Events events, StoredObject pod)
{
    private const string Component = "kubelet";

    /// <summary>The error of a runtime that does not find an image.</summary>
    public static string PullError(string? image) =>
        $"ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": {image}: not found";

    public void Started(JsonObject container, ContainerState state)
    {
        if (state.IsRunning || state.IsTerminated || state.Restarts > 0)
        {
            return;
        }

        Started(container);
    }

    public void Started(JsonObject container)
    {
        Note(container, "Pulled", $"Container image \"{container.Text("image")}\" already present on machine");
        Note(container, "Created", $"Created container: {container.Text("name")}");
        Note(container, "Started", $"Started container {container.Text("name")}");
    }

    public void Unhealthy(JsonObject container, ContainerState state)
    {
        if (!state.IsRunning)
        {
            Warn(container, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
        }
    }

    public void Unhealthy(JsonObject container, string message) => Warn(container, "Unhealthy", message);

    public void Killing(JsonObject container, string message) => Note(container, "Killing", message);

    public void PullFailed(JsonObject container, ContainerState state)
    {
        var image = container.Text("image");
        if (state.WaitingReason != "ImagePullBackOff")
        {
            Note(container, "Pulling", $"Pulling image \"{image}\"");
            Warn(
                container,
                "Failed",
                $"Failed to pull image \"{image}\": {PullError(image)["ErrImagePull: ".Length..]}"
            );
            Warn(container, "Failed", "Error: ErrImagePull");
            Note(container, "BackOff", $"Back-off pulling image \"{image}\"");
            Warn(container, "Failed", "Error: ImagePullBackOff");
        }
    }

    public void BackOff(JsonObject container) =>
        Warn(
            container,
            "BackOff",
            $"Back-off restarting failed container {container.Text("name")} in pod {pod.Key.Name}_{pod.Key.Namespace}({pod.Uid})"
        );

    public void ConfigFailed(JsonObject container, string message) => Warn(container, "Failed", $"Error: {message}");

    public void MountFailed(MissingDependency missing) =>
        events.Warn(
            pod,
            "FailedMount",
            $"MountVolume.SetUp failed for volume \"{missing.Volume}\" : {missing.Message}",
            Component
        );

    private void Note(JsonObject container, string reason, string message) =>
        events.Note(pod, reason, message, Component, FieldPath(container));

    private void Warn(JsonObject container, string reason, string message) =>
        events.Warn(pod, reason, message, Component, FieldPath(container));

    private static string FieldPath(JsonObject container) => $"spec.containers{{{container.Text("name")}}}";
}
