using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>What admission asks of a pod before it is created.</summary>
internal static class PodAdmission
{
    /// <exception cref="ApiException">The pod's ServiceAccount does not exist.</exception>
    public static void RequireAccount(ObjectStore store, ResourceDefinition kind, string @namespace, JsonObject pod)
    {
        var account =
            pod.Text("spec", "serviceAccountName") is { Length: > 0 } name ? name
            : pod.Text("spec", "serviceAccount") is { Length: > 0 } old ? old
            : null;
        if (
            account is not (null or "default")
            && store.Find(new ObjectKey("serviceaccounts", @namespace, account)) is null
        )
        {
            throw ApiErrors.Forbidden(
                kind,
                pod.Text("metadata", "name") ?? pod.Text("metadata", "generateName") ?? "",
                $"error looking up service account {@namespace}/{account}: serviceaccount \"{account}\" not found"
            );
        }
    }
}
