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
        Merge(new FieldType(FieldKind.Structure, schema), target.Copy(), patch) ?? [];

    // Changes the target, so that each part is copied once however deep it is.
    private static JsonObject? Merge(FieldType type, JsonObject? target, JsonObject patch)
    {
        switch (patch.Text(Directive))
        {
            case "delete":
                return null;
            case "replace":
                return Merge(type, null, Without(patch, Directive));
        }

        var result = target ?? [];
        var removed = new HashSet<string>(StringComparer.Ordinal);
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
                MergeMember(FieldSetReader.FieldOf(type, name), result, name, value, removed);
            }
        }

        result.RemoveAll(removed);

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
        HashSet<string> removed
    )
    {
        switch (value)
        {
            case null:
                removed.Add(name);
                break;
            case JsonObject structure:
                var present = result.Object(name);
                var merged = Merge(field.Type, present, structure);
                if (merged is null)
                {
                    removed.Add(name);
                }
                else if (merged != present)
                {
                    result[name] = merged;
                }

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

    private static JsonArray MergeItems(FieldType type, string key, JsonArray target, JsonArray patch)
    {
        var isReplaced = patch.Any(item => item.Text(Directive) == "replace" && item is JsonObject { Count: 1 });
        var result = new KeyedItems(key, isReplaced ? [] : target);
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

            result[change[key]] = Merge(type, result[change[key]], change);
        }

        return result.ToArray();
    }

    private static JsonArray MergeSet(JsonArray target, JsonArray patch)
    {
        var result = (JsonArray)target.DeepClone();
        var present = target.Select(JsonText.ToText).ToHashSet(StringComparer.Ordinal);
        foreach (var item in patch.Where(item => present.Add(JsonText.ToText(item))))
        {
            result.Add(item.CopyOrNull());
        }

        return result;
    }

    private static void RemoveItems(JsonObject result, string name, JsonArray removed)
    {
        if (result.Array(name) is { } list)
        {
            var gone = removed.Select(JsonText.ToText).ToHashSet(StringComparer.Ordinal);
            result[name] = new JsonArray([
                .. list.Where(item => !gone.Contains(JsonText.ToText(item))).Select(item => item.CopyOrNull()),
            ]);
        }
    }

    private static void Retain(JsonObject result, HashSet<string> names) =>
        result.RemoveAll(result.Select(member => member.Key).Where(name => !names.Contains(name)).ToHashSet());

    // Items in the given order; what it does not name stays behind the item that it followed.
    private static void Sort(SchemaField field, JsonArray? list, JsonArray order)
    {
        if (list is null)
        {
            return;
        }

        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < order.Count; index++)
        {
            positions.TryAdd(IdentityOf(field, order[index]), index);
        }

        var rank = 0;
        var ranked = new List<(int Rank, JsonNode? Item)>();
        foreach (var item in list)
        {
            rank = positions.GetValueOrDefault(IdentityOf(field, item), rank);
            ranked.Add((rank, item));
        }

        list.Clear();
        foreach (var (_, item) in ranked.OrderBy(entry => entry.Rank))
        {
            list.Add(item);
        }
    }

    private static string IdentityOf(SchemaField field, JsonNode? item) =>
        JsonText.ToText(field.PatchKey is { } key ? item.At(key) : item);

    private static JsonObject Without(JsonObject source, string name)
    {
        var result = source.Copy();
        result.Remove(name);
        return result;
    }
}
