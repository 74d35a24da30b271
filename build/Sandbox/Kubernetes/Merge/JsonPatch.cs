using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Merge;

/// <summary>JSON patch, RFC 6902.</summary>
internal static class JsonPatch
{
    /// <summary>The API server's own limit on operations.</summary>
    public const int MostOperations = 10_000;

    /// <summary>The API server's own limit on what all copies of a patch come to, in bytes.</summary>
    private const long LargestCopies = 3 * 1024 * 1024;

    /// <summary>The result of a patch; neither argument is changed.</summary>
    /// <exception cref="PatchException">
    /// An operation is malformed, its path or test does not hold, or the result grows too large or too deep.
    /// </exception>
    public static JsonNode? Apply(JsonNode target, JsonArray operations)
    {
        var copied = 0L;
        // A holder makes the root a member like any other.
        var holder = new JsonObject { [""] = target.DeepClone() };
        foreach (var operation in operations)
        {
            Apply(
                holder,
                operation as JsonObject ?? throw new PatchException("an operation is not an object"),
                ref copied
            );
        }

        var result = holder[""];
        RequireShallow(result);
        holder.Remove("");
        return result;
    }

    private static void Apply(JsonObject root, JsonObject operation, ref long copied)
    {
        var path = operation.Text("path") ?? throw new PatchException("an operation has no path");
        switch (operation.Text("op"))
        {
            case "add":
                Add(root, path, Value(operation));
                break;
            case "remove":
                Remove(root, path);
                break;
            case "replace":
                Replace(root, path, Value(operation));
                break;
            case "move":
                var from = From(operation);
                var moved = Find(root, from);
                Remove(root, from);
                Add(root, path, moved);
                break;
            case "copy":
                var source = Find(root, From(operation));
                RequireShallow(source);
                copied += JsonText.ToText(source).Length;
                if (copied > LargestCopies)
                {
                    throw new PatchException(
                        $"Unable to complete the copy, the accumulated size increase of copy is {copied}, exceeding the limit {LargestCopies}"
                    );
                }

                Add(root, path, source.CopyOrNull());
                break;
            case "test":
                if (!JsonNode.DeepEquals(Find(root, path), Value(operation)))
                {
                    throw new PatchException($"testing value {path} failed: test failed");
                }

                break;
            case var unknown:
                throw new PatchException($"Unexpected kind: {unknown}");
        }
    }

    private static void RequireShallow(JsonNode? node)
    {
        if (node.Depth() > JsonParser.MaximumDepth)
        {
            throw new PatchException("the result is nested too deeply");
        }
    }

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value)
            ? value.CopyOrNull()
            : throw new PatchException("an operation has no value");

    private static string From(JsonObject operation) =>
        operation.Text("from") ?? throw new PatchException("an operation has no from");

    private static JsonNode? Find(JsonObject root, string path)
    {
        var (parent, name) = Locate(root, path);
        return parent switch
        {
            JsonObject members when members.TryGetPropertyValue(name, out var value) => value,
            JsonArray list when Index(name, list.Count - 1) is { } index => list[index],
            _ => throw new PatchException($"{path} is missing: key not found"),
        };
    }

    private static void Add(JsonObject root, string path, JsonNode? value)
    {
        var (parent, name) = Locate(root, path);
        switch (parent)
        {
            case JsonObject members:
                members[name] = value;
                break;
            case JsonArray list when name == "-":
                list.Add(value);
                break;
            case JsonArray list when Index(name, list.Count) is { } index:
                list.Insert(index, value);
                break;
            default:
                throw new PatchException($"add operation does not apply: doc is missing path: {path}");
        }
    }

    private static void Replace(JsonObject root, string path, JsonNode? value)
    {
        var (parent, name) = Locate(root, path);
        switch (parent)
        {
            case JsonObject members when members.ContainsKey(name):
                members[name] = value;
                break;
            case JsonArray list when Index(name, list.Count - 1) is { } index:
                list[index] = value;
                break;
            default:
                throw new PatchException($"replace operation does not apply: doc is missing key: {path}");
        }
    }

    private static void Remove(JsonObject root, string path)
    {
        var (parent, name) = Locate(root, path);
        switch (parent)
        {
            case JsonObject members when members.Remove(name):
                break;
            case JsonArray list when Index(name, list.Count - 1) is { } index:
                list.RemoveAt(index);
                break;
            default:
                throw new PatchException($"remove operation does not apply: doc is missing path: {path}");
        }
    }

    // RFC 6901: "/" separates, ~1 is a slash and ~0 a tilde in a name.
    private static (JsonNode? Parent, string Name) Locate(JsonObject root, string path)
    {
        if (path.Length > 0 && path[0] != '/')
        {
            throw new PatchException($"{path} is no JSON pointer");
        }

        var names = path.Split('/').Select(name => name.Replace("~1", "/").Replace("~0", "~")).ToList();
        JsonNode? parent = root;
        foreach (var name in names.SkipLast(1))
        {
            parent = parent switch
            {
                JsonObject members => members.At(name),
                JsonArray list when Index(name, list.Count - 1) is { } index => list[index],
                _ => null,
            };
        }

        return (parent, names[^1]);
    }

    private static int? Index(string name, int maximum) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= maximum
            ? index
            : null;
}

/// <summary>A patch is malformed or does not fit the object.</summary>
internal sealed class PatchException(string message) : Exception(message);
