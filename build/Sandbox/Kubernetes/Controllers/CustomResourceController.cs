using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Resources.Other;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Serves the kinds that CustomResourceDefinitions define.</summary>
internal sealed class CustomResourceController : IController
{
    private const string Resource = "customresourcedefinitions.apiextensions.k8s.io";

    private readonly ControllerContext _context;

    /// <summary>Serves the kinds that are defined already.</summary>
    public CustomResourceController(ControllerContext context)
    {
        _context = context;
        Serve();
    }

    public IEnumerable<ObjectKey> ConcernedBy(Change change) => change.Resource == Resource ? [change.Object.Key] : [];

    public void Reconcile(ObjectKey key)
    {
        Serve();
        var definition = _context.Store.Find(key);
        if (definition is null or { IsBeingDeleted: true })
        {
            foreach (var left in _context.Store.List(key.Name))
            {
                _context.Store.Delete(left.Key);
            }
        }

        if (definition is { IsBeingDeleted: true })
        {
            _context.Delete(key, new DeleteOptions { GracePeriodSeconds = 0 });
        }
        else if (definition is not null)
        {
            _context.Writer.UpdateStatus(key, status => Establish(status, definition.Json.Object("spec")!));
        }
    }

    private void Serve() =>
        _context.Cluster.Catalog.SetCustom(
            _context.Store.List(Resource).SelectMany(one => CustomResourceDefinitionStrategy.KindsOf(one.Json))
        );

    private void Establish(JsonObject status, JsonObject spec)
    {
        var now = _context.Clock.Timestamp;
        Conditions.Set(status, "NamesAccepted", true, now, "NoConflicts", "no conflicts found");
        Conditions.Set(
            status,
            "Established",
            true,
            now,
            "InitialNamesAccepted",
            "the initial names have been accepted"
        );
        status["acceptedNames"] = spec.At("names").CopyOrNull();
        status["storedVersions"] = new JsonArray([
            .. spec.Items("versions")
                .Where(version => version.Flag("storage"))
                .Select(version => version.At("name").CopyOrNull()),
        ]);
    }
}
