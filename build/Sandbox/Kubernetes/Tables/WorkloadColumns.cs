using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Tables;

/// <summary>The columns of what runs pods.</summary>
internal static class WorkloadColumns
{
    public static readonly IReadOnlyList<TableColumn> Deployment =
    [
        new("Ready", item => $"{Count(item, "readyReplicas")}/{Desired(item)}"),
        Number("Up-to-date", "updatedReplicas"),
        Number("Available", "availableReplicas"),
        .. Template(),
    ];

    public static readonly IReadOnlyList<TableColumn> ReplicaSet =
    [
        new("Desired", item => Desired(item)) { Type = "integer" },
        Number("Current", "replicas"),
        Number("Ready", "readyReplicas"),
        .. Template(),
    ];

    public static readonly IReadOnlyList<TableColumn> StatefulSet =
    [
        new("Ready", item => $"{Count(item, "readyReplicas")}/{Desired(item)}"),
        .. Template(withSelector: false),
    ];

    public static readonly IReadOnlyList<TableColumn> DaemonSet =
    [
        Number("Desired", "desiredNumberScheduled"),
        Number("Current", "currentNumberScheduled"),
        Number("Ready", "numberReady"),
        Number("Up-to-date", "updatedNumberScheduled"),
        Number("Available", "numberAvailable"),
        new("Node Selector", item => Labels(item.Map("spec", "template", "spec", "nodeSelector"))),
        .. Template(),
    ];

    public static readonly IReadOnlyList<TableColumn> Job =
    [
        new("Status", JobStatus),
        new("Completions", item => $"{Count(item, "succeeded")}/{item.Number("spec", "completions") ?? 1}"),
        new("Duration", JobDuration),
        .. Template(),
    ];

    public static readonly IReadOnlyList<TableColumn> CronJob =
    [
        new("Schedule", item => item.Text("spec", "schedule")),
        new("Timezone", item => item.Text("spec", "timeZone") ?? "<none>"),
        new("Suspend", item => item.Flag("spec", "suspend") ? "True" : "False"),
        new("Active", item => item.Items("status", "active").Count()) { Type = "integer" },
        new("Last Schedule", (item, now) => LastSchedule(item, now)),
    ];

    /// <summary>Labels as <c>a=b,c=d</c>.</summary>
    public static string Labels(Dictionary<string, string> labels) =>
        labels.Count == 0 ? "<none>" : string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"));

    private static TableColumn Number(string name, string field) =>
        new(name, item => Count(item, field)) { Type = "integer" };

    private static long Count(JsonObject item, string field) => item.Number("status", field) ?? 0;

    private static long Desired(JsonObject item) => item.Number("spec", "replicas") ?? 1;

    private static IEnumerable<TableColumn> Template(bool withSelector = true)
    {
        yield return TableColumn.Wide("Containers", item => Containers(item, "name"));
        yield return TableColumn.Wide("Images", item => Containers(item, "image"));
        if (withSelector)
        {
            yield return TableColumn.Wide("Selector", item => Labels(item.Map("spec", "selector", "matchLabels")));
        }
    }

    private static string Containers(JsonObject item, string field) =>
        string.Join(',', item.Items("spec", "template", "spec", "containers").Select(one => one.Text(field)));

    private static JsonNode? JobStatus(JsonObject job)
    {
        var conditions = job.Items("status", "conditions").Where(one => one.Text("status") == "True");
        var types = conditions.Select(one => one.Text("type")).ToList();
        return types.Contains("Complete") ? "Complete"
            : types.Contains("Failed") ? "Failed"
            : types.Contains("Suspended") ? "Suspended"
            : "Running";
    }

    private static JsonNode? JobDuration(JsonObject job, DateTimeOffset now) =>
        DateTimeOffset.TryParse(job.Text("status", "completionTime"), out var end)
            ? Duration.Since(job.Text("status", "startTime"), end)
            : Duration.Since(job.Text("status", "startTime"), now);

    private static JsonNode? LastSchedule(JsonObject item, DateTimeOffset now) =>
        item.Text("status", "lastScheduleTime") is { } last ? Duration.Since(last, now) : "<none>";
}
