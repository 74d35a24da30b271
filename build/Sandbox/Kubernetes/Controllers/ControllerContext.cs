using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>What controllers work with.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Events">Where they say what they did.</param>
/// <param name="After">Has an object reconciled again after a while.</param>
internal sealed record ControllerContext(Cluster Cluster, Events Events, Action<IController, ObjectKey, TimeSpan> After)
{
    public ObjectStore Store => Cluster.Store;

    public ObjectWriter Writer => Cluster.Writer;

    public ServerClock Clock => Cluster.Clock;

    public ResourceDefinition Kind(string qualifiedName) =>
        Cluster.Catalog.FindQualified(qualifiedName)
        ?? throw new InvalidOperationException($"{qualifiedName} is no kind of this cluster");

    /// <summary>Deletes an object, if it is still there.</summary>
    public void Delete(ObjectKey key, DeleteOptions? options = null)
    {
        if (Store.Find(key) is not null && Cluster.Catalog.FindQualified(key.Resource) is { } kind)
        {
            Cluster.Deleter.Delete(kind, key, options ?? new DeleteOptions());
        }
    }

    /// <summary>The objects of a resource whose controller is <paramref name="owner"/>.</summary>
    public IReadOnlyList<StoredObject> OwnedBy(StoredObject owner, string resource) =>
        [.. Store.List(resource, owner.Key.Namespace).Where(item => item.IsControlledBy(owner))];
}
