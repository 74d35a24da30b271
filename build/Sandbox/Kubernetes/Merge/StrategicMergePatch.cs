using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Merge.Apply;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Merge;

/// <summary>
/// Kubernetes' own merge patch: lists with a merge key are merged item by item, and directives (<c>$patch</c>,
/// <c>$retainKeys</c>, <c>$deleteFromPrimitiveList/…</c>, <c>$setElementOrder/…</c>) say what else is to be done.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFrom = "$deleteFromPrimitiveList/";
    private const string ElementOrder = "$setElementOrder/";

    /// <summary>The result of a patch; neither argument is changed.</summary>
    /// <exception cref="PatchException">A directive or an item of a keyed list is malformed.</exception>
    public static JsonObject Apply(SchemaType schema, JsonObject target, JsonObject patch) =>
        Merge(new FieldType(FieldKind.Structure, schema), target, patch) ?? [];

    private static JsonObject? Merge(FieldType type, JsonObject? target, JsonObject patch)
    {
        switch (patch.Text(Directive))
        {
            case "delete":
                return null;
            case "replace":
                return Merge(type, null, Without(patch, Directive));
        }

        var result = target?.Copy() ?? [];
        if (patch.Array(RetainKeys) is { } retained)
        {
            Retain(result, [.. retained.Select(name => name.Text() ?? "")]);
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(DeleteFrom, StringComparison.Ordinal))
            {
                RemoveItems(result, name[DeleteFrom.Length..], value as JsonArray ?? []);
            }
            else if (!name.StartsWith('$'))
            {
                MergeMember(FieldSetReader.FieldOf(type, name), result, name, value, patch);
            }
        }

        foreach (
            var (name, order) in patch.Where(member => member.Key.StartsWith(ElementOrder, StringComparison.Ordinal))
        )
        {
            var list = name[ElementOrder.Length..];
            Sort(FieldSetReader.FieldOf(type, list), result.Array(list), order as JsonArray ?? []);
        }

        return result;
    }

    private static void MergeMember(
        SchemaField field,
        JsonObject result,
        string name,
        JsonNode? value,
        JsonObject patch
    )
    {
        switch (value)
        {
            case null:
                result.Remove(name);
                break;
            case JsonObject structure:
                Set(result, name, Merge(field.Type, result.Object(name), structure));
                break;
            case JsonArray list when field.PatchKey is { } key:
                result[name] = MergeItems(field.Type.Element!, key, result.Array(name) ?? [], list);
                break;
            case JsonArray list when field.IsSet:
                result[name] = MergeSet(result.Array(name) ?? [], list);
                break;
            default:
                result[name] = value.DeepClone();
                break;
        }
    }

    private static void Set(JsonObject result, string name, JsonObject? value)
    {
        if (value is null)
        {
            result.Remove(name);
        }
        else
        {
            result[name] = value;
        }
    }

    private static JsonArray MergeItems(FieldType type, string key, JsonArray target, JsonArray patch)
    {
        var isReplaced = patch.Any(item => item.Text(Directive) == "replace" && item is JsonObject { Count: 1 });
        var result = isReplaced ? [] : (JsonArray)target.DeepClone();
        foreach (var item in patch)
        {
            if (item is not JsonObject change)
            {
                throw new PatchException($"an item of a list with merge key {key} is not an object");
            }

            if (change.Text(Directive) == "replace" && change.Count == 1)
            {
                continue;
            }

            if (!change.ContainsKey(key))
            {
                throw new PatchException($"map: {JsonText.ToText(change)} does not contain declared merge key: {key}");
            }

            MergeItem(type, key, result, change);
        }

        return result;
    }

    private static void MergeItem(FieldType type, string key, JsonArray result, JsonObject change)
    {
        var index = IndexOf(result, key, change[key]);
        var merged = Merge(type, index < 0 ? null : result[index] as JsonObject, change);
        if (index < 0)
        {
            if (merged is not null)
            {
                result.Add(merged);
            }
        }
        else if (merged is null)
        {
            result.RemoveAt(index);
        }
        else
        {
            result[index] = merged;
        }
    }

    private static JsonArray MergeSet(JsonArray target, JsonArray patch)
    {
        var result = (JsonArray)target.DeepClone();
        foreach (var item in patch.Where(item => !result.Any(present => JsonNode.DeepEquals(present, item))))
        {
            result.Add(item.CopyOrNull());
        }

        return result;
    }

    private static void RemoveItems(JsonObject result, string name, JsonArray removed)
    {
        if (result.Array(name) is { } list)
        {
            result[name] = new JsonArray([
                .. list.Where(item => !removed.Any(gone => JsonNode.DeepEquals(gone, item)))
                    .Select(item => item.CopyOrNull()),
            ]);
        }
    }

    private static void Retain(JsonObject result, HashSet<string> names)
    {
        foreach (var name in result.Select(member => member.Key).Where(name => !names.Contains(name)).ToList())
        {
            result.Remove(name);
        }
    }

    // Items in the given order; what it does not name stays behind the item that it followed.
    private static void Sort(SchemaField field, JsonArray? list, JsonArray order)
    {
        if (list is null)
        {
            return;
        }

        var rank = 0;
        var ranked = new List<(int Rank, JsonNode? Item)>();
        foreach (var item in list)
        {
            var position = order.ToList().FindIndex(wanted => IsSame(field, wanted, item));
            rank = position < 0 ? rank : position;
            ranked.Add((rank, item));
        }

        list.Clear();
        foreach (var (_, item) in ranked.OrderBy(entry => entry.Rank))
        {
            list.Add(item);
        }
    }

    private static bool IsSame(SchemaField field, JsonNode? wanted, JsonNode? item) =>
        field.PatchKey is { } key
            ? JsonNode.DeepEquals(wanted.At(key), item.At(key))
            : JsonNode.DeepEquals(wanted, item);

    private static int IndexOf(JsonArray list, string key, JsonNode? value) =>
        list.ToList().FindIndex(item => JsonNode.DeepEquals(item.At(key), value));

    private static JsonObject Without(JsonObject source, string name)
    {
        var result = source.Copy();
        result.Remove(name);
        return result;
    }
}
