using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Merge.Apply;

/// <summary>Lays an applied configuration over an object: structures and keyed lists are merged, all else is replaced.</summary>
internal static class TypedMerge
{
    private static readonly FieldType Untyped = new(FieldKind.Any);

    public static JsonObject Merge(SchemaType? schema, JsonObject live, JsonObject config) =>
        MergeMembers(schema is null ? Untyped : new FieldType(FieldKind.Structure, schema), live, config);

    private static JsonObject MergeMembers(FieldType type, JsonObject live, JsonObject config)
    {
        var result = new JsonObject();
        foreach (var (name, value) in live)
        {
            result[name] = config.TryGetPropertyValue(name, out var wanted)
                ? MergeField(FieldSetReader.FieldOf(type, name), value, wanted)
                : value.CopyOrNull();
        }

        foreach (var (name, value) in config.Where(member => !live.ContainsKey(member.Key)))
        {
            result[name] = MergeField(FieldSetReader.FieldOf(type, name), null, value);
        }

        return result;
    }

    private static JsonNode? MergeField(SchemaField field, JsonNode? live, JsonNode? config) =>
        (live, config) switch
        {
            (JsonArray before, JsonArray after) when field.Keys.Count > 0 || field.IsSet => MergeList(
                field,
                before,
                after
            ),
            _ => MergeValue(field.Type, live, config, FieldSetReader.IsAtomic(field, field.Type, isItem: false)),
        };

    private static JsonNode? MergeValue(FieldType type, JsonNode? live, JsonNode? config, bool isAtomic) =>
        (live, config) switch
        {
            (JsonObject before, JsonObject after) when !isAtomic => MergeMembers(type, before, after),
            _ => config.CopyOrNull(),
        };

    // The applied order decides; items that only the live list has keep their place before the item they preceded.
    private static JsonArray MergeList(SchemaField field, JsonArray live, JsonArray config)
    {
        var before = Keyed(field, live);
        var after = Keyed(field, config);
        var configured = after.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < before.Count; index++)
        {
            positions.TryAdd(before[index].Key, index);
        }

        var result = new JsonArray();
        var next = 0;
        foreach (var (key, item) in after)
        {
            var position = positions.GetValueOrDefault(key, -1);
            for (; next < position; next++)
            {
                if (!configured.Contains(before[next].Key))
                {
                    result.Add(before[next].Item.CopyOrNull());
                }
            }

            var present = position < 0 ? null : before[position].Item;
            next = Math.Max(next, position + 1);
            var type = field.Type.Element!;
            result.Add(MergeValue(type, present, item, type.Structure is { IsAtomic: true }));
        }

        foreach (var (key, item) in before.Skip(next).Where(item => !configured.Contains(item.Key)))
        {
            result.Add(item.CopyOrNull());
        }

        return result;
    }

    private static List<(string Key, JsonNode? Item)> Keyed(SchemaField field, JsonArray list) =>
        [.. list.Select((item, index) => (FieldPath.OfItem(field, item, $".{field.Name}", index), item))];
}
