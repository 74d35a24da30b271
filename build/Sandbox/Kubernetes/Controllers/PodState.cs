using System.Globalization;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>How workloads see a pod.</summary>
internal static class PodState
{
    public const string Resource = "pods";

    public static string? Phase(this StoredObject pod) => pod.Json.Text("status", "phase");

    public static bool IsFinished(this StoredObject pod) => pod.Phase() is "Succeeded" or "Failed";

    /// <summary>Whether a pod counts as one of its workload's.</summary>
    public static bool IsActive(this StoredObject pod) => !pod.IsFinished() && !pod.IsBeingDeleted;

    public static bool IsReady(this StoredObject pod) =>
        !pod.IsBeingDeleted && Conditions.IsTrue(pod.Json.Object("status"), "Ready");

    /// <summary>How long a pod must still stay ready to count as available; zero when it is.</summary>
    /// <returns><c>null</c> when the pod is not ready.</returns>
    public static TimeSpan? UntilAvailable(this StoredObject pod, long minReadySeconds, DateTimeOffset now)
    {
        if (!pod.IsReady())
        {
            return null;
        }

        var since = Conditions.Find(pod.Json.Object("status"), "Ready").Text("lastTransitionTime");
        if (minReadySeconds == 0 || !DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out var ready))
        {
            return TimeSpan.Zero;
        }

        var left = ready.AddSeconds(minReadySeconds) - now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    /// <summary>The object that controls the changed one, if it is of a kind: what reconciles when its pods change.</summary>
    public static IEnumerable<ObjectKey> ControllerOf(StoredObject item, string kind, string resource)
    {
        var owner = Sandbox.Kubernetes.Resources.OwnerReferences.Controller(item.Json);
        return owner.Text("kind") == kind && owner.Text("name") is { } name
            ? [new ObjectKey(resource, item.Key.Namespace, name)]
            : [];
    }
}
