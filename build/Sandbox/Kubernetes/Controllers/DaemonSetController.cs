using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Keeps one pod of each DaemonSet on the cluster's only node.</summary>
internal sealed class DaemonSetController(ControllerContext context) : IController
{
    public const string Resource = "daemonsets.apps";

    private const string Component = "daemonset-controller";
    private const string RevisionLabel = "controller-revision-hash";

    private readonly PodFactory _pods = new(context, Component);

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            PodState.Resource => PodState.ControllerOf(change.Object, "DaemonSet", Resource),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsBeingDeleted: false } set)
        {
            return;
        }

        var revision = PodTemplate.Hash(PodTemplate.Of(set.Json));
        Advance(set, revision);
        UpdateStatus(set, revision);
    }

    private void Advance(StoredObject set, string revision)
    {
        var pods = context.OwnedBy(set, PodState.Resource);
        var isReplacing = set.Json.Text("spec", "updateStrategy", "type") != "OnDelete";
        foreach (var pod in pods.Where(pod => pod.IsFinished() || (isReplacing && RevisionOf(pod) != revision)))
        {
            context.Delete(pod.Key);
        }

        if (pods.Any(pod => context.Store.Find(pod.Key) is not null))
        {
            return;
        }

        var next = PodTemplate.NewPod(set, PodTemplate.Of(set.Json));
        var metadata = next.Ensure("metadata");
        metadata["generateName"] = $"{set.Key.Name}-";
        metadata.Ensure("labels")[RevisionLabel] = revision;
        _pods.TryCreate(set, next, out _);
    }

    private static string? RevisionOf(StoredObject pod) => pod.Json.Text("metadata", "labels", RevisionLabel);

    private void UpdateStatus(StoredObject set, string revision)
    {
        var pods = context.OwnedBy(set, PodState.Resource).Where(pod => pod.IsActive()).ToList();
        var ready = pods.Count(pod => pod.IsReady());
        context.Writer.UpdateStatus(
            set.Key,
            status =>
            {
                status["observedGeneration"] = set.Json.Number("metadata", "generation") ?? 1;
                status["desiredNumberScheduled"] = 1;
                status["currentNumberScheduled"] = pods.Count;
                status["updatedNumberScheduled"] = pods.Count(pod => RevisionOf(pod) == revision);
                status["numberMisscheduled"] = 0;
                status["numberReady"] = ready;
                status["numberAvailable"] = ready;
                status["numberUnavailable"] = 1 - ready;
            }
        );
    }
}
