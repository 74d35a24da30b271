using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Kubelet;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Creates pods for controllers, and says so when admission refuses them.</summary>
internal sealed class PodFactory(ControllerContext context, string component)
{
    /// <summary>Creates a pod.</summary>
    /// <param name="owner">The workload, whose Events tell of it.</param>
    /// <param name="pod">The pod; taken over.</param>
    /// <param name="failure">Why it was refused.</param>
    /// <returns>The pod, or <c>null</c> when it was refused.</returns>
    public StoredObject? TryCreate(StoredObject owner, JsonObject pod, out string failure)
    {
        var kind = context.Kind(PodState.Resource);
        try
        {
            RequireQuota(kind, owner, pod);
            PodAdmission.RequireAccount(context.Store, kind, owner.Key.Namespace, pod);
            var created = context.Writer.Create(kind, owner.Key.Namespace, pod, WriteOptions.Controller);
            context.Events.Note(owner, "SuccessfulCreate", $"Created pod: {created.Key.Name}", component);
            failure = "";
            return created;
        }
        catch (ApiException refusal)
        {
            failure = refusal.Message;
            context.Events.Warn(owner, "FailedCreate", $"Error creating: {failure}", component);
            return null;
        }
    }

    private static void RequireQuota(ResourceDefinition kind, StoredObject owner, JsonObject pod)
    {
        if (PodScript.OutcomeOf(pod) == Outcome.Quota)
        {
            throw ApiErrors.Forbidden(
                kind,
                $"{owner.Key.Name}-",
                "exceeded quota: sandbox, requested: pods=1, used: pods=0, limited: pods=0"
            );
        }
    }
}
