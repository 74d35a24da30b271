using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Network;

/// <summary>Has the network follow the Services.</summary>
internal sealed class NetworkController(ClusterNetwork network) : IController
{
    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        // Only what leads somewhere else, so that status changes cost nothing.
        change.Resource == ServiceController.Resource
        && (change.Kind != ChangeKind.Modified || Differs(change))
            ? [change.Object.Key]
            : [];

    public void Reconcile(ObjectKey key) => network.Update();

    private static bool Differs(Change change) =>
        !System.Text.Json.Nodes.JsonNode.DeepEquals(change.Object.Json["spec"], change.Previous?.Json["spec"]);
}
