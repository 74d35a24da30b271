using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>
/// Addresses that reach a Service or Ingress from outside. One that is annotated
/// <c>sandbox.deploy/outcome: no-address</c> gets none.
/// </summary>
internal static class LoadBalancerAddress
{
    /// <summary>A host name below <c>localhost</c>, which leads to this machine everywhere (RFC 6761).</summary>
    public static JsonObject Of(string cluster, StoredObject item) =>
        item.Json.Text("metadata", "annotations", "sandbox.deploy/outcome") == "no-address"
            ? []
            : new()
            {
                ["ingress"] = new JsonArray(
                    new JsonObject { ["hostname"] = $"{item.Key.Name}.{item.Key.Namespace}.{cluster}.elb.localhost" }
                ),
            };
}
