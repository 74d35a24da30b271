using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Merge.Apply;

/// <summary>Finds the fields that an object sets, by the rules of its schema; without one, lists are owned as a whole.</summary>
internal static class FieldSetReader
{
    private static readonly SchemaField Untyped = new("", 0, new FieldType(FieldKind.Any));

    // What the server itself sets belongs to nobody.
    private static readonly string[] UnownedMetadata =
    [
        "name",
        "namespace",
        "uid",
        "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
        "generation",
        "resourceVersion",
        "selfLink",
        "managedFields",
        "generateName",
    ];

    /// <exception cref="TypedMergeException">A list item has no key, or two have the same.</exception>
    public static FieldSet Read(SchemaType? schema, JsonObject item, WriteFilter filter)
    {
        var owned = new JsonObject();
        foreach (var (name, value) in item)
        {
            if (name is not ("apiVersion" or "kind") && filter(name))
            {
                owned[name] = value.CopyOrNull();
            }
        }

        if (owned.Object("metadata") is { } metadata)
        {
            foreach (var name in UnownedMetadata)
            {
                metadata.Remove(name);
            }

            if (metadata.Count == 0)
            {
                owned.Remove("metadata");
            }
        }

        var result = new FieldSet();
        AddMembers(result, owned, "", name => schema?.Fields.GetValueOrDefault(name) ?? Untyped);
        return result;
    }

    private static FieldSet ReadValue(SchemaField field, FieldType type, JsonNode? value, string path, bool isEntry)
    {
        switch (value)
        {
            case JsonObject structure when structure.Count > 0 && !IsAtomic(field, type, isEntry):
                var result = new FieldSet();
                AddMembers(result, structure, path, name => FieldOf(type, name));
                return result;
            case JsonArray list when !isEntry && (field.Keys.Count > 0 || field.IsSet):
                return ReadList(field, list, path);
            default:
                return new FieldSet { IsMember = true, Value = value };
        }
    }

    private static FieldSet ReadList(SchemaField field, JsonArray list, string path)
    {
        var result = new FieldSet();
        for (var index = 0; index < list.Count; index++)
        {
            var element = FieldPath.OfItem(field, list[index], path, index);
            if (result.Child(element) is not null)
            {
                throw new TypedMergeException(path, $"duplicate entries for key {FieldPath.Display(element)}");
            }

            var item = ReadValue(field, field.Type.Element!, list[index], path + FieldPath.Display(element), true);
            item.IsMember = true;
            result.Add(element, item);
        }

        return result;
    }

    private static void AddMembers(FieldSet set, JsonObject value, string path, Func<string, SchemaField> fieldOf)
    {
        foreach (var (name, member) in value)
        {
            var field = fieldOf(name);
            set.Add(FieldPath.OfField(name), ReadValue(field, field.Type, member, $"{path}.{name}", false));
        }
    }

    /// <summary>How a member of a value of a type is merged; a map's entries are like fields of one type.</summary>
    public static SchemaField FieldOf(FieldType type, string name) =>
        type.Kind switch
        {
            FieldKind.Structure => type.Structure!.Fields.GetValueOrDefault(name) ?? Untyped,
            FieldKind.Map => new SchemaField(name, 0, type.Element!),
            _ => Untyped,
        };

    /// <summary>Whether a value is owned as a whole.</summary>
    public static bool IsAtomic(SchemaField field, FieldType type, bool isItem) =>
        (field.IsAtomic && !isItem) || type.Structure is { IsAtomic: true };
}

/// <summary>Says which top-level fields of an object take part: all but the status for a write of the object itself.</summary>
internal delegate bool WriteFilter(string topLevelField);
