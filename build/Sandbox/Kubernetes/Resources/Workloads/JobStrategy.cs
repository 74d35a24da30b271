using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Workloads;

/// <summary>Jobs.</summary>
internal sealed class JobStrategy : ResourceStrategy
{
    /// <summary>The label by which a Job finds its pods.</summary>
    public const string UidLabel = "batch.kubernetes.io/controller-uid";

    private static readonly string[] RestartPolicies = ["OnFailure", "Never"];

    public override bool CountsGenerations => true;

    public override void Default(JsonObject next)
    {
        var spec = next.Ensure("spec");
        if (spec.At("completions") is null && spec.At("parallelism") is null)
        {
            spec["completions"] = 1;
        }

        spec.Default("parallelism", 1);
        PodSpecDefaults.Apply(spec.Object("template", "spec"));
    }

    public override void PrepareForCreate(JsonObject next)
    {
        var spec = next.Ensure("spec");
        if (spec.Flag("manualSelector"))
        {
            return;
        }

        var uid = next.Text("metadata", "uid");
        var labels = spec.Ensure("template").Ensure("metadata").Ensure("labels");
        foreach (var prefix in new[] { "", "batch.kubernetes.io/" })
        {
            labels[$"{prefix}controller-uid"] = uid;
            labels[$"{prefix}job-name"] = next.Text("metadata", "name");
        }

        spec.Default("selector", new JsonObject { ["matchLabels"] = new JsonObject { [UidLabel] = uid } });
    }

    // A client that sends its manifest again does not know what was generated.
    public override void PrepareForUpdate(JsonObject next, JsonObject current)
    {
        var spec = next.Ensure("spec");
        spec.Default("selector", current.At("spec", "selector").CopyOrNull());
        var labels = spec.Ensure("template").Ensure("metadata").Ensure("labels");
        foreach (var (name, value) in current.Object("spec", "template", "metadata", "labels") ?? [])
        {
            if (
                name.EndsWith("controller-uid", StringComparison.Ordinal)
                || name.EndsWith("job-name", StringComparison.Ordinal)
            )
            {
                labels.Default(name, value.CopyOrNull());
            }
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var spec = next.Object("spec");
        var policy = spec.Text("template", "spec", "restartPolicy");
        return
        [
            .. PodSpecValidation.CheckNotNegative("spec.parallelism", spec.Number("parallelism")),
            .. PodSpecValidation.CheckNotNegative("spec.completions", spec.Number("completions")),
            .. PodSpecValidation.CheckNotNegative("spec.backoffLimit", spec.Number("backoffLimit")),
            .. PodSpecValidation.CheckNotNegative("spec.activeDeadlineSeconds", spec.Number("activeDeadlineSeconds")),
            .. PodSpecValidation.Check("spec.template.spec", spec.Object("template", "spec")),
            .. PodSpecValidation.CheckChoice("spec.template.spec.restartPolicy", policy, RestartPolicies),
        ];
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current) =>
        ImmutableSpecFields(next, current, "completions", "completionMode", "selector", "template");
}

/// <summary>CronJobs.</summary>
internal sealed class CronJobStrategy : ResourceStrategy
{
    private static readonly string[] Policies = ["Allow", "Forbid", "Replace"];

    public override bool CountsGenerations => true;

    public override void Default(JsonObject next) =>
        PodSpecDefaults.Apply(next.Object("spec", "jobTemplate", "spec", "template", "spec"));

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var spec = next.Object("spec");
        return
        [
            .. CheckSchedule(spec.Text("schedule") ?? ""),
            .. PodSpecValidation.CheckChoice("spec.concurrencyPolicy", spec.Text("concurrencyPolicy"), Policies),
            .. PodSpecValidation.Check(
                "spec.jobTemplate.spec.template.spec",
                spec.Object("jobTemplate", "spec", "template", "spec")
            ),
        ];
    }

    private static IEnumerable<FieldError> CheckSchedule(string schedule)
    {
        if (schedule.Length == 0)
        {
            return [FieldError.Required("spec.schedule")];
        }

        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 5 || schedule[0] == '@'
            ? []
            :
            [
                FieldError.Invalid(
                    "spec.schedule",
                    schedule,
                    $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]"
                ),
            ];
    }
}
