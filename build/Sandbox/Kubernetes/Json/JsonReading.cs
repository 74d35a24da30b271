using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Json;

/// <summary>Reads parts of API objects by path. What is absent or has another type is <c>null</c>, never an exception.</summary>
internal static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = node is JsonObject parent && parent.TryGetPropertyValue(name, out var child) ? child : null;
        }

        return node;
    }

    public static JsonObject? Object(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) as JsonObject;

    public static JsonArray? Array(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value ? value.AsLong() : null;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>The objects in the list at a path.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Array(path)?.OfType<JsonObject>() ?? [];

    /// <summary>The texts in the list at a path.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Array(path)?.Select(item => item.Text()).OfType<string>() ?? [];

    /// <summary>The string-valued entries of the map at a path, e.g. labels.</summary>
    public static Dictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Object(path) ?? [])
        {
            if (value.Text() is { } text)
            {
                result[key] = text;
            }
        }

        return result;
    }

    /// <summary>The object called <paramref name="name"/>, created when it is absent.</summary>
    public static JsonObject Ensure(this JsonObject parent, string name)
    {
        if (parent.Object(name) is { } present)
        {
            return present;
        }

        var created = new JsonObject();
        parent[name] = created;
        return created;
    }

    /// <summary>The list called <paramref name="name"/>, created when it is absent.</summary>
    public static JsonArray EnsureArray(this JsonObject parent, string name)
    {
        if (parent.Array(name) is { } present)
        {
            return present;
        }

        var created = new JsonArray();
        parent[name] = created;
        return created;
    }

    /// <summary>Sets a member that is absent; an explicit <c>null</c> counts as absent.</summary>
    public static void Default(this JsonObject parent, string name, JsonNode? value)
    {
        if (parent.At(name) is null)
        {
            parent[name] = value;
        }
    }

    /// <summary>Removes members; one by one, each would move all that come after it.</summary>
    public static void RemoveAll(this JsonObject parent, IReadOnlySet<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        var kept = parent.Where(member => !names.Contains(member.Key)).ToList();
        parent.Clear();
        foreach (var (name, value) in kept)
        {
            parent[name] = value;
        }
    }

    /// <summary>How deep structures and lists stand in each other; of a value that is neither, 0.</summary>
    public static int Depth(this JsonNode? node)
    {
        var deepest = 0;
        switch (node)
        {
            case JsonObject parent:
                foreach (var (_, member) in parent)
                {
                    deepest = Math.Max(deepest, member.Depth());
                }

                return deepest + 1;
            case JsonArray list:
                foreach (var item in list)
                {
                    deepest = Math.Max(deepest, item.Depth());
                }

                return deepest + 1;
            default:
                return 0;
        }
    }

    /// <summary>A copy that belongs to no tree.</summary>
    public static JsonObject Copy(this JsonObject node) => (JsonObject)node.DeepClone();

    /// <summary>A copy that may be put into another tree, or <c>null</c>.</summary>
    public static JsonNode? CopyOrNull(this JsonNode? node) => node?.DeepClone();

    private static long? AsLong(this JsonValue value)
    {
        if (value.GetValueKind() != JsonValueKind.Number)
        {
            return null;
        }

        if (value.TryGetValue<long>(out var whole))
        {
            return whole;
        }

        if (value.TryGetValue<int>(out var small))
        {
            return small;
        }

        return value.TryGetValue<double>(out var real) && Math.Truncate(real) == real && Math.Abs(real) < 1e18
            ? (long)real
            : null;
    }
}
