using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Workloads;

/// <summary>What runs pods from a template that a selector finds again: ReplicaSets, and the kinds above them.</summary>
internal abstract class WorkloadStrategy : ResourceStrategy
{
    public override bool CountsGenerations => true;

    public override void Default(JsonObject next) => PodSpecDefaults.Apply(next.Object("spec", "template", "spec"));

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var (spec, template) = (next.Object("spec"), next.Object("spec", "template"));
        return
        [
            .. PodSpecValidation.CheckNotNegative("spec.replicas", spec.Number("replicas")),
            .. PodSpecValidation.CheckNotNegative("spec.minReadySeconds", spec.Number("minReadySeconds")),
            .. PodSpecValidation.CheckNotNegative("spec.revisionHistoryLimit", spec.Number("revisionHistoryLimit")),
            .. CheckSelector(spec, template, next.Text("kind")!.ToLowerInvariant()),
            .. MetadataValidation.CheckLabels("spec.template.metadata.labels", template.Object("metadata", "labels")),
            .. PodSpecValidation.Check("spec.template.spec", template.Object("spec")),
            .. CheckRestartPolicy(template.Text("spec", "restartPolicy")),
        ];
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current) =>
        ImmutableSpecFields(next, current, "selector");

    private static IEnumerable<FieldError> CheckSelector(JsonObject? spec, JsonObject? template, string kind)
    {
        var selector = spec.Object("selector");
        if (selector is null)
        {
            return [FieldError.Required("spec.selector")];
        }

        if (selector.Object("matchLabels") is null or { Count: 0 } && !selector.Items("matchExpressions").Any())
        {
            return [FieldError.Invalid("spec.selector", selector, $"empty selector is invalid for {kind}")];
        }

        var errors = MetadataValidation
            .CheckLabels("spec.selector.matchLabels", selector.Object("matchLabels"))
            .ToList();
        if (errors.Count == 0 && !LabelSelector.Of(selector).Matches(template ?? []))
        {
            errors.Add(
                FieldError.Invalid(
                    "spec.template.metadata.labels",
                    template.Object("metadata", "labels"),
                    "`selector` does not match template `labels`"
                )
            );
        }

        return errors;
    }

    private static IEnumerable<FieldError> CheckRestartPolicy(string? policy) =>
        policy is null or "Always"
            ? []
            : [FieldError.NotSupported("spec.template.spec.restartPolicy", policy, "Always")];
}
