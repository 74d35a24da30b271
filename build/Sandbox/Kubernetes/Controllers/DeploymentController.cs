using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Rolls out Deployments: a ReplicaSet per version of the template, scaled up as the older ones go down.</summary>
internal sealed class DeploymentController(ControllerContext context) : IController
{
    public const string Resource = "deployments.apps";

    private readonly DeploymentRevisions _revisions = new(context);
    private readonly DeploymentScaling _scaling = new(context);

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            ReplicaSetController.Resource => PodState.ControllerOf(change.Object, "Deployment", Resource),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsBeingDeleted: false } deployment)
        {
            return;
        }

        var isPaused = deployment.Json.Flag("spec", "paused");
        var current = isPaused ? _revisions.FindCurrent(deployment) : _revisions.EnsureCurrent(deployment);
        var old = context
            .OwnedBy(deployment, ReplicaSetController.Resource)
            .Where(set => set.Uid != current?.Uid)
            .ToList();
        if (current is not null && !isPaused)
        {
            _scaling.Advance(deployment, current, old);
            _revisions.Forget(deployment);
        }

        UpdateStatus(key, current);
    }

    private void UpdateStatus(ObjectKey key, StoredObject? current)
    {
        if (context.Store.Find(key) is not { } deployment)
        {
            return;
        }

        var status = new DeploymentStatus(
            deployment,
            current is null ? null : context.Store.Find(current.Key),
            context.OwnedBy(deployment, ReplicaSetController.Resource),
            context.Clock
        );
        context.Writer.UpdateStatus(
            key,
            next =>
            {
                status.Write(next);
                if (status.UntilDeadline is { } left)
                {
                    context.After(this, key, left);
                }
            }
        );
    }
}
