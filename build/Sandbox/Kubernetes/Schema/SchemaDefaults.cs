using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Schema;

/// <summary>
/// Fills in the fixed defaults that the schema names, wherever the structure that has them is present, and writes
/// quantities that were given as numbers the way they are stored: as text.
/// </summary>
internal static class SchemaDefaults
{
    public static void Apply(SchemaType type, JsonObject value)
    {
        foreach (var field in type.Fields.Values)
        {
            if (field.Default is { } text)
            {
                value.Default(field.Name, Value(field.Type, text));
            }

            if (value.At(field.Name) is { } member)
            {
                Descend(field.Type, member, text => value[field.Name] = text);
            }
        }
    }

    /// <summary>The default of a field as JSON.</summary>
    public static JsonNode Value(FieldType type, string text) =>
        text switch
        {
            "{}" => new JsonObject(),
            "\"\"" => JsonValue.Create("")!,
            _ when type.Kind == FieldKind.Boolean => JsonValue.Create(text == "true"),
            _ when type.IsNumber || type.Kind == FieldKind.IntOrString => long.TryParse(
                text,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? JsonValue.Create(number)
                : JsonValue.Create(text)!,
            _ => JsonValue.Create(text)!,
        };

    private static void Descend(FieldType type, JsonNode? value, Action<string> replace)
    {
        switch (type.Kind)
        {
            case FieldKind.Structure when value is JsonObject structure:
                Apply(type.Structure!, structure);
                break;
            case FieldKind.List when value is JsonArray list:
                foreach (var (index, item) in list.ToList().Index())
                {
                    Descend(type.Element!, item, text => list[index] = text);
                }

                break;
            case FieldKind.Map when value is JsonObject map:
                foreach (var (key, entry) in map.ToList())
                {
                    Descend(type.Element!, entry, text => map[key] = text);
                }

                break;
            case FieldKind.Quantity when value?.GetValueKind() == JsonValueKind.Number:
                replace(JsonText.ToText(value));
                break;
        }
    }
}
