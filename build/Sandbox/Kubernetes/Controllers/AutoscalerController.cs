using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Reports on HorizontalPodAutoscalers. Nothing here has load, so none of them scales.</summary>
internal sealed class AutoscalerController(ControllerContext context) : IController
{
    private const string Resource = "horizontalpodautoscalers.autoscaling";

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            DeploymentController.Resource or StatefulSetController.Resource => context
                .Store.List(Resource, change.Object.Key.Namespace)
                .Where(scaler => scaler.Json.Text("spec", "scaleTargetRef", "name") == change.Object.Key.Name)
                .Select(scaler => scaler.Key),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } scaler)
        {
            return;
        }

        var reference = scaler.Json.Object("spec", "scaleTargetRef");
        var kind = context.Cluster.Catalog.FindKind(reference.Text("apiVersion") ?? "", reference.Text("kind") ?? "");
        var target = kind is null
            ? null
            : context.Store.Find(new ObjectKey(kind.QualifiedName, key.Namespace, reference.Text("name") ?? ""));
        context.Writer.UpdateStatus(
            key,
            status =>
            {
                var replicas = target?.Json.Number("spec", "replicas") ?? 0;
                status["currentReplicas"] = replicas;
                status["desiredReplicas"] = replicas;
                Conditions.Set(
                    status,
                    "AbleToScale",
                    target is not null,
                    context.Clock.Timestamp,
                    target is null ? "FailedGetScale" : "SucceededGetScale",
                    target is null
                        ? $"the HPA controller was unable to get the target's current scale: {reference.Text("name")} not found"
                        : "the HPA controller was able to get the target's current scale"
                );
            }
        );
    }
}
