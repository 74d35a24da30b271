using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>The marks that keep a deleted object until somebody has cleaned up after it.</summary>
internal static class Finalizers
{
    /// <summary>Kept by the garbage collector until what the object owns is gone.</summary>
    public const string Foreground = "foregroundDeletion";

    public static IReadOnlyList<string> Of(JsonObject item) => [.. item.Texts("metadata", "finalizers")];

    /// <summary>Whether anything is left to be cleaned up, a namespace's contents included.</summary>
    public static bool Any(JsonObject item) => Of(item).Count > 0 || item.Array("spec", "finalizers") is { Count: > 0 };

    public static void Add(JsonObject item, string finalizer)
    {
        if (!Of(item).Contains(finalizer))
        {
            item.Ensure("metadata").EnsureArray("finalizers").Add(finalizer);
        }
    }

    public static void Remove(JsonObject item, string finalizer)
    {
        var left = Of(item).Where(name => name != finalizer).ToList();
        var metadata = item.Ensure("metadata");
        if (left.Count == 0)
        {
            metadata.Remove("finalizers");
        }
        else
        {
            metadata["finalizers"] = new JsonArray([.. left.Select(name => JsonValue.Create(name))]);
        }
    }
}
