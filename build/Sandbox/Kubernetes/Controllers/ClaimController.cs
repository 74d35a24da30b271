using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Binds PersistentVolumeClaims, each to a volume made for it.</summary>
internal sealed class ClaimController(ControllerContext context) : IController
{
    public const string Resource = "persistentvolumeclaims";

    private const string Volumes = "persistentvolumes";

    public IEnumerable<ObjectKey> ConcernedBy(Change change) => change.Resource == Resource ? [change.Object.Key] : [];

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsBeingDeleted: false } claim)
        {
            if (context.Store.List(Volumes).FirstOrDefault(volume => IsFor(volume, key)) is { } orphan)
            {
                context.Delete(orphan.Key);
            }

            return;
        }

        if (claim.Json.Text("status", "phase") == "Bound")
        {
            return;
        }

        var name = $"pvc-{claim.Uid}";
        var capacity = new JsonObject
        {
            ["storage"] = claim.Json.At("spec", "resources", "requests", "storage").CopyOrNull(),
        };
        var modes = claim.Json.At("spec", "accessModes");
        context.Writer.Create(context.Kind(Volumes), "", Volume(claim, name, capacity, modes), WriteOptions.Controller);
        context.Writer.Change(
            key,
            next =>
            {
                next.Ensure("spec")["volumeName"] = name;
                next["status"] = new JsonObject
                {
                    ["phase"] = "Bound",
                    ["accessModes"] = modes.CopyOrNull(),
                    ["capacity"] = capacity.Copy(),
                };
            }
        );
        context.Writer.UpdateStatus(new ObjectKey(Volumes, "", name), status => status["phase"] = "Bound");
    }

    private static bool IsFor(StoredObject volume, ObjectKey claim) =>
        volume.Json.Text("spec", "claimRef", "namespace") == claim.Namespace
        && volume.Json.Text("spec", "claimRef", "name") == claim.Name;

    private static JsonObject Volume(StoredObject claim, string name, JsonObject capacity, JsonNode? modes) =>
        new()
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["capacity"] = capacity.Copy(),
                ["accessModes"] = modes.CopyOrNull(),
                ["persistentVolumeReclaimPolicy"] = "Delete",
                ["storageClassName"] = claim.Json.At("spec", "storageClassName").CopyOrNull(),
                ["claimRef"] = new JsonObject
                {
                    ["kind"] = "PersistentVolumeClaim",
                    ["namespace"] = claim.Key.Namespace,
                    ["name"] = claim.Key.Name,
                    ["uid"] = claim.Uid,
                },
                ["hostPath"] = new JsonObject { ["path"] = $"/sandbox/{name}", ["type"] = "" },
            },
        };
}
