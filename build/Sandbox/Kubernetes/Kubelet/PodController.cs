using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>
/// Stands in for scheduler and kubelet: places pods on the cluster's only node and reports what their containers would
/// do, as their <see cref="PodScript"/> has it, or, of <see cref="RealPods"/>, what they do.
/// </summary>
/// <param name="context">What controllers work with.</param>
/// <param name="imageExists">Whether an image can be pulled.</param>
/// <param name="real">The pods that really run; <c>null</c> where none can.</param>
/// <param name="lack">Why none can; <c>null</c> where none shall.</param>
internal sealed class PodController(
    ControllerContext context,
    Func<string, bool?> imageExists,
    RealPods? real = null,
    string? lack = null
) : IController
{
    public const string NodeName = "sandbox";

    private const string Scheduler = "default-scheduler";

    // The moments that status fields know only to the second.
    private readonly Dictionary<string, DateTimeOffset> _started = new(StringComparer.Ordinal);

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            PodState.Resource => [change.Object.Key],
            // A pod may have waited for what appears.
            "configmaps" or "secrets" when change.Kind != ChangeKind.Deleted => context
                .Store.List(PodState.Resource, change.Object.Key.Namespace)
                .Where(pod => pod.Phase() == "Pending")
                .Select(pod => pod.Key),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        var found = context.Store.Find(key);
        real?.EndMissing(key, found?.Uid);
        if (found is not { } pod)
        {
            return;
        }

        if (pod.IsBeingDeleted)
        {
            if (real?.End(pod) == true)
            {
                return;
            }

            _started.Remove(pod.Uid);
            context.Delete(key, new DeleteOptions { GracePeriodSeconds = 0 });
            return;
        }

        if (pod.IsFinished())
        {
            return;
        }

        var script = PodScript.Of(pod.Json);
        var isPlaced = pod.Json.Text("spec", "nodeName") is { Length: > 0 };
        if (isPlaced || Schedule(pod, script))
        {
            Run(context.Store.Find(key)!, script, isNew: !isPlaced);
        }
    }

    private bool Schedule(StoredObject pod, PodScript script)
    {
        var now = context.Clock.Timestamp;
        if (script.Outcome == Outcome.Unschedulable)
        {
            const string message =
                "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
            if (Conditions.Find(pod.Json.Object("status"), "PodScheduled") is null)
            {
                context.Events.Warn(pod, "FailedScheduling", message, Scheduler);
            }

            context.Writer.UpdateStatus(
                pod.Key,
                status => Conditions.Set(status, "PodScheduled", false, now, "Unschedulable", message)
            );
            return false;
        }

        _started[pod.Uid] = context.Clock.Now;
        context.Writer.Change(
            pod.Key,
            next =>
            {
                next.Ensure("spec")["nodeName"] = NodeName;
                if ((real is null ? lack : real.WhyNot(pod)) is { } why)
                {
                    next.Ensure("metadata").Ensure("annotations")[RealPods.SimulatedAnnotation] = why;
                }

                Conditions.Set(next.Ensure("status"), "PodScheduled", true, now);
            }
        );
        context.Events.Note(
            pod,
            "Scheduled",
            $"Successfully assigned {pod.Key.Namespace}/{pod.Key.Name} to {NodeName}",
            Scheduler
        );
        return true;
    }

    private void Run(StoredObject pod, PodScript script, bool isNew)
    {
        if (real is not null && (real.Find(pod.Uid) is not null || real.WhyNot(pod) is null))
        {
            real.Run(pod, isNew);
            return;
        }

        var run = new PodRun(context, pod, script, imageExists, StartOf(pod));
        context.Writer.UpdateStatus(
            pod.Key,
            status =>
            {
                run.Write(status);
                // Before anyone learns of the new status: whoever turns the clock on then finds the timer set.
                if (run.LookAgainAfter is { } delay)
                {
                    context.After(this, pod.Key, delay);
                }
            }
        );
    }

    private DateTimeOffset StartOf(StoredObject pod)
    {
        if (!_started.TryGetValue(pod.Uid, out var start))
        {
            start = DateTimeOffset.TryParse(pod.Json.Text("status", "startTime"), out var recorded)
                ? recorded
                : context.Clock.Now;
            _started[pod.Uid] = start;
        }

        return start;
    }
}
