using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Schema;

/// <summary>
/// Checks a body against its schema: a value of a wrong type ends the request, an unknown field is reported and taken
/// out. What it lets through has the shape that the rest of the server relies on.
/// </summary>
internal sealed class SchemaChecker
{
    // As many as the API server names.
    private const int MostProblems = 100;

    private readonly List<string> _unknown = [];

    /// <summary>Paths of the fields that the kind does not have.</summary>
    public IReadOnlyList<string> UnknownFields => _unknown;

    /// <exception cref="SchemaMismatchException">A value has the wrong type.</exception>
    public void Check(SchemaType type, JsonObject body) => CheckStructure(type, body, Trail.Root, "");

    /// <summary>Checks the parts that all kinds have, for custom resources.</summary>
    /// <exception cref="SchemaMismatchException">A value has the wrong type.</exception>
    public void CheckMetadata(SchemaType metadata, JsonObject body)
    {
        if (body.At("metadata") is not { } value)
        {
            return;
        }

        CheckValue(
            new FieldType(FieldKind.Structure, metadata),
            value,
            "ObjectMeta",
            Trail.Root.Member("metadata"),
            "metadata"
        );
    }

    private void CheckStructure(SchemaType type, JsonObject value, Trail path, string fieldPath)
    {
        var removed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, member) in value)
        {
            if (name is "apiVersion" or "kind" && type.IsKind)
            {
                continue;
            }

            var inner = path.Member(name);
            if (!type.Fields.TryGetValue(name, out var field))
            {
                Report(inner);
                removed.Add(name);
                continue;
            }

            CheckValue(field.Type, member, type.Name, inner, fieldPath.Length == 0 ? name : $"{fieldPath}.{name}");
            if (member is null)
            {
                removed.Add(name);
            }
        }

        value.RemoveAll(removed);
    }

    private void Report(Trail unknown)
    {
        if (_unknown.Count < MostProblems)
        {
            _unknown.Add(unknown.ToString());
        }
    }

    private void CheckValue(FieldType type, JsonNode? value, string owner, Trail path, string fieldPath)
    {
        if (value is null)
        {
            return;
        }

        switch (type.Kind, value)
        {
            case (FieldKind.Structure, JsonObject structure):
                CheckStructure(type.Structure!, structure, path, fieldPath);
                break;
            case (FieldKind.Map, JsonObject map):
                foreach (var (key, entry) in map)
                {
                    CheckValue(type.Element!, entry, owner, path.Member(key), fieldPath);
                }

                break;
            case (FieldKind.List, JsonArray list):
                for (var index = 0; index < list.Count; index++)
                {
                    CheckValue(type.Element!, list[index], owner, path.Item(index), fieldPath);
                }

                break;
            case (FieldKind.Any, _):
                break;
            default:
                if (!Fits(type, value))
                {
                    throw new SchemaMismatchException(
                        $"json: cannot unmarshal {Describe(value)} into Go struct field {owner}.{fieldPath} of type {type.GoName}"
                    );
                }

                break;
        }
    }

    private static bool Fits(FieldType type, JsonNode value) =>
        type.Kind switch
        {
            FieldKind.Text or FieldKind.Time or FieldKind.MicroTime => value.GetValueKind() == JsonValueKind.String,
            FieldKind.Bytes => value.Text() is { } text && IsBase64(text),
            FieldKind.Boolean => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            FieldKind.Int32 => value.Number() is >= int.MinValue and <= int.MaxValue,
            FieldKind.Int64 => value.Number() is not null,
            FieldKind.Double => value.GetValueKind() == JsonValueKind.Number,
            FieldKind.IntOrString => value.GetValueKind() == JsonValueKind.String || value.Number() is not null,
            FieldKind.Quantity => value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number,
            _ => false,
        };

    private static bool IsBase64(string text) =>
        Convert.TryFromBase64String(text, new byte[(text.Length * 3 / 4) + 3], out _);

    private static string Describe(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Number when value.Number() is null => $"number {JsonText.ToText(value)}",
            JsonValueKind.Number => "number",
            JsonValueKind.Array => "array",
            _ => "object",
        };
}

/// <summary>A value has a type that its field does not take.</summary>
internal sealed class SchemaMismatchException(string message) : Exception(message);
