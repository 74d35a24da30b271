using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Counts the pods that PodDisruptionBudgets guard.</summary>
internal sealed class DisruptionBudgetController(ControllerContext context) : IController
{
    private const string Resource = "poddisruptionbudgets.policy";

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            PodState.Resource => context.Store.List(Resource, change.Object.Key.Namespace).Select(budget => budget.Key),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } budget)
        {
            return;
        }

        var selector = LabelSelector.Of(budget.Json.Object("spec", "selector"));
        var pods = context
            .Store.List(PodState.Resource, key.Namespace)
            .Where(pod => pod.IsActive() && selector.Matches(pod.Json))
            .ToList();
        var healthy = pods.Count(pod => pod.IsReady());
        var desired = budget.Json.At("spec", "maxUnavailable") is { } maximum
            ? Math.Max(0, pods.Count - DeploymentScaling.Share(maximum, pods.Count, roundUp: true))
            : DeploymentScaling.Share(budget.Json.At("spec", "minAvailable"), pods.Count, roundUp: true);
        context.Writer.UpdateStatus(
            key,
            status =>
            {
                status["observedGeneration"] = budget.Json.Number("metadata", "generation") ?? 1;
                status["currentHealthy"] = healthy;
                status["desiredHealthy"] = desired;
                status["expectedPods"] = pods.Count;
                status["disruptionsAllowed"] = Math.Max(0, healthy - desired);
                Conditions.Set(
                    status,
                    "DisruptionAllowed",
                    healthy > desired,
                    context.Clock.Timestamp,
                    healthy > desired ? "SufficientPods" : "InsufficientPods"
                );
            }
        );
    }
}
