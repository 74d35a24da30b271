using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Schema;

/// <summary>Finds what keeps an apply configuration from being merged by its schema, in server-side apply's words.</summary>
internal static class TypedCheck
{
    public static IReadOnlyList<string> Problems(SchemaType schema, JsonObject config) =>
        [.. Structure(schema, config, "")];

    private static IEnumerable<string> Structure(SchemaType schema, JsonObject value, string path)
    {
        foreach (var (name, member) in value)
        {
            if (name is "apiVersion" or "kind" && schema.IsKind)
            {
                continue;
            }

            var problems = schema.Fields.TryGetValue(name, out var field)
                ? Value(field.Type, member, $"{path}.{name}", field)
                : [$"{path}.{name}: field not declared in schema"];
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> Value(FieldType type, JsonNode? value, string path, SchemaField? field = null) =>
        (type.Kind, value) switch
        {
            (_, null) or (FieldKind.Any, _) => [],
            (FieldKind.Structure, JsonObject structure) => Structure(type.Structure!, structure, path),
            (FieldKind.Map, JsonObject map) => map.SelectMany(entry =>
                Value(type.Element!, entry.Value, $"{path}.{entry.Key}")
            ),
            (FieldKind.List, JsonArray list) => list.SelectMany(
                (item, index) => Value(type.Element!, item, path + Element(field, item, index))
            ),
            (FieldKind.Structure or FieldKind.Map, _) => [$"{path}: expected map, got {Describe(value)}"],
            (FieldKind.List, _) => [$"{path}: expected list, got {Describe(value)}"],
            _ => Scalar(type, value, path),
        };

    private static IEnumerable<string> Scalar(FieldType type, JsonNode value, string path)
    {
        var kind = value.GetValueKind();
        var isFine = type.Kind switch
        {
            FieldKind.Boolean => kind is JsonValueKind.True or JsonValueKind.False,
            FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double => kind == JsonValueKind.Number,
            FieldKind.IntOrString or FieldKind.Quantity => kind is JsonValueKind.String or JsonValueKind.Number,
            _ => kind == JsonValueKind.String,
        };
        if (!isFine)
        {
            var expected =
                type.IsNumber ? "numeric (int or float)"
                : type.Kind == FieldKind.Boolean ? "boolean"
                : "string";
            yield return $"{path}: expected {expected}, got {Describe(value)}";
        }
    }

    private static string Element(SchemaField? field, JsonNode? item, int index)
    {
        var keys = field?.Keys.Where(key => item.At(key) is not null).ToList() ?? [];
        return keys.Count == 0
            ? $"[{index}]"
            : $"[{string.Join(",", keys.Select(key => $"{key}={JsonText.ToText(item.At(key))}"))}]";
    }

    private static string Describe(JsonNode value) => $"&value.valueUnstructured{{Value:{JsonText.ToText(value)}}}";
}
