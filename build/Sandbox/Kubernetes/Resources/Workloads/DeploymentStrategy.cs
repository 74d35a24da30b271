using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Workloads;

/// <summary>Deployments.</summary>
internal sealed class DeploymentStrategy : WorkloadStrategy
{
    private static readonly string[] Types = ["Recreate", "RollingUpdate"];

    public override void Default(JsonObject next)
    {
        base.Default(next);
        var strategy = next.Ensure("spec").Ensure("strategy");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.Default("maxUnavailable", "25%");
            rolling.Default("maxSurge", "25%");
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var strategy = next.Object("spec", "strategy");
        var type = strategy.Text("type");
        foreach (
            var error in base.Validate(next).Concat(PodSpecValidation.CheckChoice("spec.strategy.type", type, Types))
        )
        {
            yield return error;
        }

        if (type == "Recreate" && strategy.Object("rollingUpdate") is not null)
        {
            yield return FieldError.Forbidden(
                "spec.strategy.rollingUpdate",
                "may not be specified when strategy `type` is 'Recreate'"
            );
        }

        if (IsZero(strategy.At("rollingUpdate", "maxUnavailable")) && IsZero(strategy.At("rollingUpdate", "maxSurge")))
        {
            yield return FieldError.Invalid(
                "spec.strategy.rollingUpdate.maxUnavailable",
                strategy.At("rollingUpdate", "maxUnavailable"),
                "may not be 0 when `maxSurge` is 0"
            );
        }
    }

    private static bool IsZero(JsonNode? value) => value.Number() == 0 || value.Text() == "0%";
}
