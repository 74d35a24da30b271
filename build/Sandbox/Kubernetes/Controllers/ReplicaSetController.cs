using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Keeps as many pods as a ReplicaSet asks for.</summary>
internal sealed class ReplicaSetController(ControllerContext context) : IController
{
    public const string Resource = "replicasets.apps";

    private const string Component = "replicaset-controller";

    private readonly PodFactory _pods = new(context, Component);

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            PodState.Resource => PodState.ControllerOf(change.Object, "ReplicaSet", Resource),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } set)
        {
            return;
        }

        string? failure = null;
        if (!set.IsBeingDeleted)
        {
            failure = Scale(set);
        }

        UpdateStatus(set, failure);
    }

    private string? Scale(StoredObject set)
    {
        var active = context.OwnedBy(set, PodState.Resource).Where(pod => pod.IsActive()).ToList();
        var wanted = (int)(set.Json.Number("spec", "replicas") ?? 1);
        foreach (var pod in active.OrderBy(Worth).Take(Math.Max(0, active.Count - wanted)))
        {
            context.Delete(pod.Key);
            context.Events.Note(set, "SuccessfulDelete", $"Deleted pod: {pod.Key.Name}", Component);
        }

        for (var count = active.Count; count < wanted; count++)
        {
            var pod = PodTemplate.NewPod(set, PodTemplate.Of(set.Json));
            pod.Ensure("metadata")["generateName"] = $"{set.Key.Name}-";
            if (_pods.TryCreate(set, pod, out var failure) is null)
            {
                return failure;
            }
        }

        return null;
    }

    // What is least worth keeping goes first: not placed, not ready, youngest.
    private static (bool, bool, long) Worth(StoredObject pod) =>
        (pod.Json.Text("spec", "nodeName") is not null, pod.IsReady(), -pod.Revision);

    private void UpdateStatus(StoredObject set, string? failure)
    {
        var pods = context.OwnedBy(set, PodState.Resource).Where(pod => pod.IsActive()).ToList();
        var minimum = set.Json.Number("spec", "minReadySeconds") ?? 0;
        var waits = pods.Select(pod => pod.UntilAvailable(minimum, context.Clock.Now)).ToList();
        var selector = LabelSelector.OfLabels(PodTemplate.Of(set.Json).Object("metadata", "labels"));
        if (waits.Where(wait => wait > TimeSpan.Zero).Min() is { } next)
        {
            context.After(this, set.Key, next);
        }

        context.Writer.UpdateStatus(
            set.Key,
            status =>
            {
                status["replicas"] = pods.Count;
                status["fullyLabeledReplicas"] = pods.Count(pod => selector.Matches(pod.Json));
                status["readyReplicas"] = pods.Count(pod => pod.IsReady());
                status["availableReplicas"] = waits.Count(wait => wait == TimeSpan.Zero);
                status["observedGeneration"] = set.Json.Number("metadata", "generation") ?? 1;
                if (failure is null)
                {
                    Conditions.Remove(status, "ReplicaFailure");
                }
                else
                {
                    Conditions.Set(status, "ReplicaFailure", true, context.Clock.Timestamp, "FailedCreate", failure);
                }

                if (status.Array("conditions") is { Count: 0 })
                {
                    status.Remove("conditions");
                }
            }
        );
    }
}
