using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Gives Ingresses an address.</summary>
internal sealed class IngressController(ControllerContext context) : IController
{
    private const string Resource = "ingresses.networking.k8s.io";

    public IEnumerable<ObjectKey> ConcernedBy(Change change) => change.Resource == Resource ? [change.Object.Key] : [];

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is { } ingress)
        {
            var address = LoadBalancerAddress.Of(context.Cluster.Name, ingress);
            context.Writer.UpdateStatus(key, status => status["loadBalancer"] = address);
        }
    }
}
