using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Core;

/// <summary>PersistentVolumeClaims.</summary>
internal sealed class PersistentVolumeClaimStrategy : ResourceStrategy
{
    public override JsonObject InitialStatus(JsonObject next) => new() { ["phase"] = "Pending" };

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        if (next.Array("spec", "accessModes") is null or { Count: 0 })
        {
            yield return FieldError.Required("spec.accessModes", "at least 1 access mode is required");
        }

        var storage = next.At("spec", "resources", "requests", "storage");
        if (storage is null)
        {
            yield return FieldError.Required("spec.resources[storage]");
        }
        else if (Quantity.Parse(storage) is not > 0)
        {
            yield return FieldError.Invalid("spec.resources[storage]", storage, "must be greater than zero");
        }
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current)
    {
        if (!JsonNode.DeepEquals(Fixed(next), Fixed(current)))
        {
            yield return FieldError.Forbidden(
                "spec",
                "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims"
            );
        }
    }

    private static JsonObject? Fixed(JsonObject claim)
    {
        var spec = claim.Object("spec")?.Copy();
        spec?.Remove("resources");
        spec?.Remove("volumeName");
        return spec;
    }
}
