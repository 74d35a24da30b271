using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Merge.Apply;

/// <summary>The elements that paths in field sets consist of.</summary>
internal static class FieldPath
{
    public static string OfField(string name) => $"f:{name}";

    /// <summary>The element of an item of a list that is a set or has keys.</summary>
    /// <exception cref="TypedMergeException">The item lacks a key that has no default.</exception>
    public static string OfItem(SchemaField list, JsonNode? item, string path, int index)
    {
        if (list.IsSet)
        {
            return $"v:{JsonText.ToText(item)}";
        }

        var key = new JsonObject();
        foreach (var name in list.Keys.Order(StringComparer.Ordinal))
        {
            key[name] =
                item.At(name).CopyOrNull()
                ?? DefaultOf(list, name)
                ?? throw new TypedMergeException(
                    path,
                    $"element {index}: associative list with keys has an element that omits key field \"{name}\" (and doesn't have default value)"
                );
        }

        return $"k:{JsonText.ToText(key)}";
    }

    /// <summary>The element as error messages write it.</summary>
    public static string Display(string element)
    {
        var value = element[2..];
        if (element[0] == 'f')
        {
            return $".{value}";
        }

        if (element[0] != 'k' || Parse(value) is not JsonObject key)
        {
            return element[0] == 'v' ? $"[={value}]" : $"[{value}]";
        }

        return $"[{string.Join(",", key.Select(part => $"{part.Key}={JsonText.ToText(part.Value)}"))}]";
    }

    private static JsonNode? DefaultOf(SchemaField list, string name) =>
        list.Type.Element?.Structure?.Fields.GetValueOrDefault(name) is { Default: { } text } field
            ? SchemaDefaults.Value(field.Type, text)
            : null;

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An object cannot be merged by its schema.</summary>
/// <param name="path">Where, e.g. <c>.spec.ports</c>.</param>
/// <param name="problem">What is wrong there.</param>
internal sealed class TypedMergeException(string path, string problem) : Exception($"{path}: {problem}");
