using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>Who owns an object: with its last owner it is deleted.</summary>
internal static class OwnerReferences
{
    public static IEnumerable<JsonObject> Of(JsonObject item) => item.Items("metadata", "ownerReferences");

    public static bool Names(JsonObject item, string uid) => Of(item).Any(owner => owner.Text("uid") == uid);

    /// <summary>The uid of the controller that manages an object, or <c>null</c>.</summary>
    public static JsonObject? Controller(JsonObject item) => Of(item).FirstOrDefault(owner => owner.Flag("controller"));

    /// <summary>Whether <paramref name="owner"/> is the controller of <paramref name="item"/>.</summary>
    public static bool IsControlledBy(this StoredObject item, StoredObject owner) =>
        Controller(item.Json).Text("uid") == owner.Uid;

    /// <summary>Makes a controller the owner of a new object.</summary>
    public static void SetController(JsonObject item, StoredObject owner) =>
        item.Ensure("metadata")["ownerReferences"] = new JsonArray(
            new JsonObject
            {
                ["apiVersion"] = owner.Json.Text("apiVersion"),
                ["kind"] = owner.Json.Text("kind"),
                ["name"] = owner.Key.Name,
                ["uid"] = owner.Uid,
                ["controller"] = true,
                ["blockOwnerDeletion"] = true,
            }
        );

    public static void Remove(JsonObject item, string uid)
    {
        var left = Of(item).Where(owner => owner.Text("uid") != uid).Select(owner => owner.Copy()).ToArray<JsonNode>();
        var metadata = item.Ensure("metadata");
        if (left.Length == 0)
        {
            metadata.Remove("ownerReferences");
        }
        else
        {
            metadata["ownerReferences"] = new JsonArray(left);
        }
    }
}
