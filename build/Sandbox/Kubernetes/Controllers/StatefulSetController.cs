using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Keeps the numbered pods of StatefulSets: created in order, replaced from the last to the first.</summary>
internal sealed class StatefulSetController(ControllerContext context) : IController
{
    public const string Resource = "statefulsets.apps";

    private const string Component = "statefulset-controller";
    private const string RevisionLabel = "controller-revision-hash";

    private readonly PodFactory _pods = new(context, Component);

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            PodState.Resource => PodState.ControllerOf(change.Object, "StatefulSet", Resource),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsBeingDeleted: false } set)
        {
            return;
        }

        var revision = $"{set.Key.Name}-{PodTemplate.Hash(PodTemplate.Of(set.Json))}";
        Advance(set, revision);
        UpdateStatus(set, revision);
    }

    // One step at a time, each once the one before it is ready; unless the pods may be managed in parallel.
    private void Advance(StoredObject set, string revision)
    {
        var wanted = (int)(set.Json.Number("spec", "replicas") ?? 1);
        var isOrdered = set.Json.Text("spec", "podManagementPolicy") != "Parallel";
        var pods = Pods(set);
        for (var ordinal = 0; ordinal < wanted; ordinal++)
        {
            if (pods.TryGetValue(ordinal, out var pod) && pod.IsFinished())
            {
                context.Delete(pod.Key);
            }

            var isThere = pod is not null || Create(set, ordinal, revision);
            if (!isThere || (isOrdered && pod?.IsReady() != true))
            {
                return;
            }
        }

        foreach (var (ordinal, pod) in pods.Where(pod => pod.Key >= wanted).OrderByDescending(pod => pod.Key))
        {
            context.Delete(pod.Key);
            if (isOrdered)
            {
                return;
            }

            pods.Remove(ordinal);
        }

        Replace(set, pods, revision);
    }

    private void Replace(StoredObject set, SortedDictionary<int, StoredObject> pods, string revision)
    {
        var strategy = set.Json.Object("spec", "updateStrategy");
        if (
            strategy.Text("type") == "OnDelete"
            || pods.Values.Any(pod => !pod.IsReady() && RevisionOf(pod) == revision)
        )
        {
            return;
        }

        var partition = strategy.Number("rollingUpdate", "partition") ?? 0;
        var outdated = pods.Where(pod => pod.Key >= partition && RevisionOf(pod.Value) != revision).ToList();
        if (outdated.Count > 0 && !outdated[^1].Value.IsBeingDeleted)
        {
            context.Delete(outdated[^1].Value.Key);
        }
    }

    private bool Create(StoredObject set, int ordinal, string revision)
    {
        var name = $"{set.Key.Name}-{ordinal.ToString(CultureInfo.InvariantCulture)}";
        var pod = PodTemplate.NewPod(set, PodTemplate.Of(set.Json));
        var metadata = pod.Ensure("metadata");
        metadata["name"] = name;
        var labels = metadata.Ensure("labels");
        labels[RevisionLabel] = revision;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        pod.Ensure("spec")["hostname"] = name;
        Claims(set, pod, name);
        return _pods.TryCreate(set, pod, out _) is not null;
    }

    private void Claims(StoredObject set, JsonObject pod, string podName)
    {
        foreach (var template in set.Json.Items("spec", "volumeClaimTemplates"))
        {
            var volume = template.Text("metadata", "name") ?? "";
            var key = new ObjectKey(ClaimController.Resource, set.Key.Namespace, $"{volume}-{podName}");
            if (context.Store.Find(key) is null)
            {
                var claim = template.Copy();
                claim.Remove("status");
                claim.Ensure("metadata")["name"] = key.Name;
                context.Writer.Create(context.Kind(key.Resource), key.Namespace, claim, WriteOptions.Controller);
            }

            pod.Ensure("spec")
                .EnsureArray("volumes")
                .Add(
                    new JsonObject
                    {
                        ["name"] = volume,
                        ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = key.Name },
                    }
                );
        }
    }

    private SortedDictionary<int, StoredObject> Pods(StoredObject set)
    {
        var result = new SortedDictionary<int, StoredObject>();
        foreach (var pod in context.OwnedBy(set, PodState.Resource))
        {
            if (int.TryParse(pod.Key.Name[(set.Key.Name.Length + 1)..], CultureInfo.InvariantCulture, out var ordinal))
            {
                result[ordinal] = pod;
            }
        }

        return result;
    }

    private static string? RevisionOf(StoredObject pod) => pod.Json.Text("metadata", "labels", RevisionLabel);

    private void UpdateStatus(StoredObject set, string revision)
    {
        var pods = Pods(set).Values.Where(pod => pod.IsActive()).ToList();
        var updated = pods.Count(pod => RevisionOf(pod) == revision);
        var minimum = set.Json.Number("spec", "minReadySeconds") ?? 0;
        context.Writer.UpdateStatus(
            set.Key,
            status =>
            {
                var isDone = updated == pods.Count && pods.Count == (set.Json.Number("spec", "replicas") ?? 1);
                status["observedGeneration"] = set.Json.Number("metadata", "generation") ?? 1;
                status["replicas"] = pods.Count;
                status["readyReplicas"] = pods.Count(pod => pod.IsReady());
                status["availableReplicas"] = pods.Count(pod =>
                    pod.UntilAvailable(minimum, context.Clock.Now) == TimeSpan.Zero
                );
                status["updatedReplicas"] = updated;
                status["updateRevision"] = revision;
                status["currentRevision"] = isDone ? revision : status.Text("currentRevision") ?? revision;
                status["currentReplicas"] = pods.Count(pod => RevisionOf(pod) == status.Text("currentRevision"));
                status["collisionCount"] = 0;
            }
        );
    }
}
