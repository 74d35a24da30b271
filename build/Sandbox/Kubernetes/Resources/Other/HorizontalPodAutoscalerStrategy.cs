using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Resources.Other;

/// <summary>HorizontalPodAutoscalers.</summary>
internal sealed class HorizontalPodAutoscalerStrategy : ResourceStrategy
{
    public override JsonObject InitialStatus(JsonObject next) =>
        new() { ["currentReplicas"] = 0, ["desiredReplicas"] = 0 };

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var (least, most) = (next.Number("spec", "minReplicas") ?? 1, next.Number("spec", "maxReplicas") ?? 0);
        if (most < 1)
        {
            yield return FieldError.Invalid("spec.maxReplicas", most, "must be greater than 0");
        }

        if (most < least)
        {
            yield return FieldError.Invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
        }

        foreach (var field in new[] { "kind", "name" })
        {
            if (string.IsNullOrEmpty(next.Text("spec", "scaleTargetRef", field)))
            {
                yield return FieldError.Required($"spec.scaleTargetRef.{field}");
            }
        }
    }
}
