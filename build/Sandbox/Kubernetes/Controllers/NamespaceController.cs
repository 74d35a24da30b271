using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Furnishes new namespaces, and empties those that are deleted.</summary>
internal sealed class NamespaceController(ControllerContext context) : IController
{
    private const string Namespaces = "namespaces";
    private const string RootCertificate = "kube-root-ca.crt";

    public IEnumerable<ObjectKey> ConcernedBy(Change change)
    {
        if (change.Resource == Namespaces)
        {
            yield return change.Object.Key;
        }
        else if (change.Kind == ChangeKind.Deleted && change.Object.Key.Namespace.Length > 0)
        {
            yield return new ObjectKey(Namespaces, "", change.Object.Key.Namespace);
        }
    }

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } found)
        {
            return;
        }

        if (found.IsBeingDeleted)
        {
            Empty(found);
            return;
        }

        Ensure("serviceaccounts", key.Name, new JsonObject { ["metadata"] = Named("default") });
        Ensure(
            "configmaps",
            key.Name,
            new JsonObject
            {
                ["metadata"] = Named(RootCertificate),
                ["data"] = new JsonObject { ["ca.crt"] = "" },
            }
        );
    }

    private static JsonObject Named(string name) => new() { ["name"] = name };

    private void Ensure(string resource, string @namespace, JsonObject item)
    {
        if (context.Store.Find(new ObjectKey(resource, @namespace, item.Text("metadata", "name")!)) is null)
        {
            context.Writer.Create(context.Kind(resource), @namespace, item, WriteOptions.Controller);
        }
    }

    private void Empty(StoredObject @namespace)
    {
        var contents = context.Store.All().Where(item => item.Key.Namespace == @namespace.Key.Name).ToList();
        foreach (var item in contents)
        {
            context.Delete(item.Key, new DeleteOptions { GracePeriodSeconds = 0 });
        }

        if (contents.TrueForAll(item => context.Store.Find(item.Key) is null))
        {
            context.Store.Delete(@namespace.Key);
        }
    }
}
