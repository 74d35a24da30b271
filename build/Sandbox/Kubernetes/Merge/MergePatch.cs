using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Merge;

/// <summary>JSON merge patch, RFC 7396.</summary>
internal static class MergePatch
{
    /// <summary>The result of a patch; neither argument is changed.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch.CopyOrNull();
        }

        var result = new JsonObject();
        foreach (var (name, value) in target as JsonObject ?? [])
        {
            if (!members.TryGetPropertyValue(name, out var change))
            {
                result[name] = value.CopyOrNull();
            }
            else if (change is not null)
            {
                result[name] = Apply(value, change);
            }
        }

        foreach (var (name, value) in members)
        {
            if (value is not null && !result.ContainsKey(name))
            {
                result[name] = Apply(null, value);
            }
        }

        return result;
    }
}
