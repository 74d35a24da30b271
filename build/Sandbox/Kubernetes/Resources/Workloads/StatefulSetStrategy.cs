using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Resources.Workloads;

/// <summary>StatefulSets.</summary>
internal sealed class StatefulSetStrategy : WorkloadStrategy
{
    private static readonly string[] Changeable =
    [
        "replicas",
        "ordinals",
        "template",
        "updateStrategy",
        "revisionHistoryLimit",
        "persistentVolumeClaimRetentionPolicy",
        "minReadySeconds",
    ];

    public override void Default(JsonObject next)
    {
        base.Default(next);
        var strategy = next.Ensure("spec").Ensure("updateStrategy");
        if (strategy.Text("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("partition", 0);
        }

        foreach (var claim in next.Items("spec", "volumeClaimTemplates"))
        {
            claim.Default("apiVersion", "v1");
            claim.Default("kind", "PersistentVolumeClaim");
            claim.Default("status", new JsonObject { ["phase"] = "Pending" });
        }
    }

    public override JsonObject InitialStatus(JsonObject next) => new() { ["replicas"] = 0, ["availableReplicas"] = 0 };

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current)
    {
        if (!JsonNode.DeepEquals(Fixed(next), Fixed(current)))
        {
            yield return FieldError.Forbidden(
                "spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
            );
        }
    }

    private static JsonObject? Fixed(JsonObject item)
    {
        var spec = item.Object("spec")?.Copy();
        foreach (var name in Changeable)
        {
            spec?.Remove(name);
        }

        return spec;
    }
}
