using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Workloads;

/// <summary>Pods.</summary>
internal sealed class PodStrategy : ResourceStrategy
{
    // A pod that a kubelet has taken is ended there before it goes.
    public override bool DeletesGracefully(JsonObject current) =>
        current.Text("spec", "nodeName") is { Length: > 0 }
        && current.Text("status", "phase") is not ("Succeeded" or "Failed")
        && current.Number("metadata", "deletionGracePeriodSeconds") is not 0;

    public override void Default(JsonObject next)
    {
        var spec = next.Ensure("spec");
        spec.Default("serviceAccountName", "default");
        spec.Default("enableServiceLinks", true);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        spec.Default("priority", 0);
        PodSpecDefaults.Apply(spec);
    }

    public override JsonObject InitialStatus(JsonObject next) =>
        new() { ["phase"] = "Pending", ["qosClass"] = QualityOfService(next) };

    public override IEnumerable<FieldError> Validate(JsonObject next) =>
        PodSpecValidation.Check("spec", next.Object("spec"));

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current)
    {
        if (!JsonNode.DeepEquals(Fixed(next), Fixed(current)))
        {
            yield return FieldError.Forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
            );
        }
    }

    private static JsonObject? Fixed(JsonObject pod)
    {
        var spec = pod.Object("spec")?.Copy();
        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
        {
            container.Remove("image");
        }

        foreach (var name in new[] { "activeDeadlineSeconds", "tolerations", "ephemeralContainers", "nodeName" })
        {
            spec?.Remove(name);
        }

        return spec;
    }

    // https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
    private static string QualityOfService(JsonObject pod)
    {
        var resources = pod.Items("spec", "containers")
            .Select(container =>
                (Limits: container.Object("resources", "limits"), Requests: container.Object("resources", "requests"))
            )
            .ToList();
        if (resources.TrueForAll(each => each is { Limits: null or { Count: 0 }, Requests: null or { Count: 0 } }))
        {
            return "BestEffort";
        }

        return resources.TrueForAll(each =>
            each.Limits is not null
            && each.Limits.ContainsKey("cpu")
            && each.Limits.ContainsKey("memory")
            && JsonNode.DeepEquals(each.Limits, each.Requests)
        )
            ? "Guaranteed"
            : "Burstable";
    }
}
