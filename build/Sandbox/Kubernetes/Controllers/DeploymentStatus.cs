using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>The status of a Deployment, as it follows from its ReplicaSets.</summary>
internal sealed class DeploymentStatus(
    StoredObject deployment,
    StoredObject? current,
    IReadOnlyList<StoredObject> sets,
    ServerClock clock
)
{
    private const string Progressing = "Progressing";

    private long Wanted => deployment.Json.Number("spec", "replicas") ?? 1;

    private long Replicas => Sum(sets, "replicas");

    private long Available => Sum(sets, "availableReplicas");

    private long Updated => current?.Json.Number("status", "replicas") ?? 0;

    private bool IsComplete => Updated == Wanted && Replicas == Wanted && Available == Wanted;

    /// <summary>How long the rollout may still take before it counts as stuck; <c>null</c> when it is over.</summary>
    public TimeSpan? UntilDeadline { get; private set; }

    public void Write(JsonObject status)
    {
        var isProgress = IsProgress(status);
        status["observedGeneration"] = deployment.Json.Number("metadata", "generation") ?? 1;
        Count(status, "replicas", Replicas);
        Count(status, "updatedReplicas", Updated);
        Count(status, "readyReplicas", Sum(sets, "readyReplicas"));
        Count(status, "availableReplicas", Available);
        Count(status, "unavailableReplicas", Math.Max(0, Math.Max(Replicas, Wanted) - Available));
        WriteAvailable(status);
        WriteProgress(status, isProgress);
        WriteFailure(status);
    }

    // As in the real status, a count of zero is left out.
    private static void Count(JsonObject status, string name, long count)
    {
        if (count == 0)
        {
            status.Remove(name);
        }
        else
        {
            status[name] = count;
        }
    }

    private static long Sum(IEnumerable<StoredObject> sets, string field) =>
        sets.Sum(set => set.Json.Number("status", field) ?? 0);

    private bool IsProgress(JsonObject status) =>
        status.Number("observedGeneration") != deployment.Json.Number("metadata", "generation")
        || Updated > (status.Number("updatedReplicas") ?? 0)
        || Sum(sets, "readyReplicas") > (status.Number("readyReplicas") ?? 0)
        || Available > (status.Number("availableReplicas") ?? 0)
        || Replicas - Updated < (status.Number("replicas") ?? 0) - (status.Number("updatedReplicas") ?? 0);

    private void WriteAvailable(JsonObject status)
    {
        var unavailable = DeploymentScaling.Share(
            deployment.Json.At("spec", "strategy", "rollingUpdate", "maxUnavailable"),
            Wanted,
            roundUp: false
        );
        var isAvailable = Available >= Wanted - unavailable;
        var wasAvailable = Conditions.Find(status, "Available")?.Text("status");
        var condition = Conditions.Set(
            status,
            "Available",
            isAvailable,
            clock.Timestamp,
            isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            $"Deployment {(isAvailable ? "has" : "does not have")} minimum availability."
        );
        if (wasAvailable != condition.Text("status"))
        {
            condition["lastUpdateTime"] = clock.Timestamp;
        }
    }

    private void WriteProgress(JsonObject status, bool isProgress)
    {
        var name = current?.Key.Name ?? "";
        var before = Conditions.Find(status, Progressing);
        if (IsComplete)
        {
            SetProgress(
                status,
                true,
                "NewReplicaSetAvailable",
                $"ReplicaSet \"{name}\" has successfully progressed.",
                before
            );
            return;
        }

        var deadline = TimeSpan.FromSeconds(deployment.Json.Number("spec", "progressDeadlineSeconds") ?? 600);
        var wasComplete = before.Text("reason") == "NewReplicaSetAvailable";
        if (before is null || isProgress || wasComplete)
        {
            SetProgress(status, true, "ReplicaSetUpdated", $"ReplicaSet \"{name}\" is progressing.", null);
            UntilDeadline = deadline;
            return;
        }

        var since = DateTimeOffset.Parse(
            before.Text("lastUpdateTime") ?? clock.Timestamp,
            CultureInfo.InvariantCulture
        );
        var left = since + deadline - clock.Now;
        if (before.Text("status") == "True" && left <= TimeSpan.Zero)
        {
            SetProgress(
                status,
                false,
                "ProgressDeadlineExceeded",
                $"ReplicaSet \"{name}\" has timed out progressing.",
                null
            );
        }
        else if (before.Text("status") == "True")
        {
            UntilDeadline = left;
        }
    }

    private void SetProgress(JsonObject status, bool value, string reason, string message, JsonObject? unless)
    {
        var isSame = unless is not null && unless.Text("reason") == reason && unless.Text("message") == message;
        var condition = Conditions.Set(status, Progressing, value, clock.Timestamp, reason, message);
        if (!isSame)
        {
            condition["lastUpdateTime"] = clock.Timestamp;
        }
    }

    private void WriteFailure(JsonObject status)
    {
        var failure = sets.Select(set => Conditions.Find(set.Json.Object("status"), "ReplicaFailure"))
            .FirstOrDefault(condition => condition is not null);
        if (failure is null)
        {
            Conditions.Remove(status, "ReplicaFailure");
            return;
        }

        var message = failure.Text("message") ?? "";
        Conditions
            .Set(status, "ReplicaFailure", true, clock.Timestamp, "FailedCreate", message)
            .Default("lastUpdateTime", clock.Timestamp);
    }
}
