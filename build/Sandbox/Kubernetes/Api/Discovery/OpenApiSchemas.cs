using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Api.Discovery;

/// <summary>Collects the definitions that a document's operations refer to.</summary>
internal sealed class OpenApiSchemas
{
    public JsonObject Definitions { get; } = [];

    /// <summary>Adds a built-in kind with all that it is made of.</summary>
    /// <returns>The definition's name.</returns>
    public string AddKind(SchemaType schema, ResourceDefinition resource)
    {
        Add(schema);
        MarkKind(Definitions.Object(schema.QualifiedName)!, resource);
        return schema.QualifiedName;
    }

    /// <summary>Adds a custom kind by its own schema.</summary>
    /// <returns>The definition's name.</returns>
    public string AddCustom(JsonObject schema, ResourceDefinition resource)
    {
        var name = $"{string.Join('.', resource.Group.Split('.').Reverse())}.{resource.Version}.{resource.Kind}";
        schema["type"] = "object";
        schema.Ensure("properties");
        MarkKind(schema, resource);
        Definitions[name] = schema;
        return name;
    }

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    public static JsonObject GroupVersionKind(ResourceDefinition resource) =>
        new()
        {
            ["group"] = resource.Group,
            ["version"] = resource.Version,
            ["kind"] = resource.Kind,
        };

    private static void MarkKind(JsonObject definition, ResourceDefinition resource)
    {
        var properties = definition.Ensure("properties");
        properties["apiVersion"] = new JsonObject { ["type"] = "string" };
        properties["kind"] = new JsonObject { ["type"] = "string" };
        definition["x-kubernetes-group-version-kind"] = new JsonArray(GroupVersionKind(resource));
    }

    private void Add(SchemaType schema)
    {
        if (Definitions.ContainsKey(schema.QualifiedName))
        {
            return;
        }

        var definition = new JsonObject { ["type"] = "object" };
        Definitions[schema.QualifiedName] = definition;
        var properties = definition.Ensure("properties");
        foreach (var field in schema.Fields.Values)
        {
            properties[field.Name] = Property(field);
        }

        var required = schema.Fields.Values.Where(field => field.IsRequired).Select(field => field.Name).ToList();
        if (required.Count > 0)
        {
            definition["required"] = DiscoveryDocuments.Texts(required);
        }

        if (schema.IsAtomic)
        {
            definition["x-kubernetes-map-type"] = "atomic";
        }
    }

    private JsonObject Property(SchemaField field)
    {
        var property = Value(field.Type);
        if (field.Default is { } text)
        {
            property["default"] = SchemaDefaults.Value(field.Type, text);
        }

        if (field.Type.Kind == FieldKind.List)
        {
            property["x-kubernetes-list-type"] =
                field.Keys.Count > 0 ? "map"
                : field.IsSet ? "set"
                : "atomic";
        }

        if (field.Keys.Count > 0)
        {
            property["x-kubernetes-list-map-keys"] = DiscoveryDocuments.Texts(field.Keys);
        }

        if (field.PatchKey is { } key)
        {
            property["x-kubernetes-patch-merge-key"] = key;
        }

        if (PatchStrategy(field) is { Length: > 0 } strategy)
        {
            property["x-kubernetes-patch-strategy"] = strategy;
        }

        if (field is { IsAtomic: true, Type.Kind: FieldKind.Map })
        {
            property["x-kubernetes-map-type"] = "atomic";
        }

        return property;
    }

    private static string PatchStrategy(SchemaField field) =>
        (field.PatchKey is not null || field.IsSet, field.RetainsKeys) switch
        {
            (true, true) => "merge,retainKeys",
            (true, false) => "merge",
            (false, true) => "retainKeys",
            _ => "",
        };

    private JsonObject Value(FieldType type)
    {
        switch (type.Kind)
        {
            case FieldKind.Structure:
                Add(type.Structure!);
                return new JsonObject { ["allOf"] = new JsonArray(Reference(type.Structure!.QualifiedName)) };
            case FieldKind.List:
                return new JsonObject { ["type"] = "array", ["items"] = Value(type.Element!) };
            case FieldKind.Map:
                return new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(type.Element!) };
            case FieldKind.Any:
                return new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
            case FieldKind.IntOrString:
                return new JsonObject { ["format"] = "int-or-string", ["oneOf"] = OneOf("integer", "string") };
            case FieldKind.Quantity:
                return new JsonObject { ["oneOf"] = OneOf("string", "number") };
            default:
                return Scalar(type.Kind);
        }
    }

    private static JsonArray OneOf(params IEnumerable<string> types) =>
        new([.. types.Select(type => new JsonObject { ["type"] = type })]);

    private static JsonObject Scalar(FieldKind kind)
    {
        var (type, format) = kind switch
        {
            FieldKind.Boolean => ("boolean", ""),
            FieldKind.Int32 => ("integer", "int32"),
            FieldKind.Int64 => ("integer", "int64"),
            FieldKind.Double => ("number", "double"),
            FieldKind.Bytes => ("string", "byte"),
            FieldKind.Time or FieldKind.MicroTime => ("string", "date-time"),
            _ => ("string", ""),
        };
        var result = new JsonObject { ["type"] = type };
        if (format.Length > 0)
        {
            result["format"] = format;
        }

        return result;
    }
}
