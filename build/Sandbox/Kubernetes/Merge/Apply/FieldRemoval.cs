using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Merge.Apply;

/// <summary>Takes the fields out of an object that its applier no longer sets and nobody else owns.</summary>
internal static class FieldRemoval
{
    /// <param name="schema">Of the kind; <c>null</c> for custom resources.</param>
    /// <param name="item">The object; changed.</param>
    /// <param name="removed">The fields to remove.</param>
    /// <param name="kept">The fields that somebody owns; nothing above them is removed.</param>
    public static void Remove(SchemaType? schema, JsonObject item, FieldSet removed, FieldSet kept) =>
        RemoveMembers(
            schema is null ? new FieldType(FieldKind.Any) : new FieldType(FieldKind.Structure, schema),
            item,
            removed,
            kept
        );

    private static void RemoveMembers(FieldType type, JsonObject value, FieldSet removed, FieldSet? kept)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (element, child) in removed.Children)
        {
            var name = element[2..];
            if (!element.StartsWith("f:", StringComparison.Ordinal) || value.At(name) is not { } member)
            {
                continue;
            }

            var owned = kept?.Child(element);
            if (child.IsMember && owned is null or { IsEmpty: true })
            {
                gone.Add(name);
                continue;
            }

            var field = FieldSetReader.FieldOf(type, name);
            switch (member)
            {
                case JsonObject structure:
                    RemoveMembers(field.Type, structure, child, owned);
                    break;
                case JsonArray list:
                    RemoveItems(field, list, child, owned);
                    break;
            }

            // A structure that only existed for what was removed goes with it.
            if (member is JsonObject { Count: 0 } or JsonArray { Count: 0 } && owned is null or { IsEmpty: true })
            {
                gone.Add(name);
            }
        }

        value.RemoveAll(gone);
    }

    private static void RemoveItems(SchemaField field, JsonArray list, FieldSet removed, FieldSet? kept)
    {
        for (var index = list.Count - 1; index >= 0; index--)
        {
            var element = FieldPath.OfItem(field, list[index], $".{field.Name}", index);
            if (removed.Child(element) is not { } child)
            {
                continue;
            }

            var owned = kept?.Child(element);
            if (child.IsMember && owned is null or { IsEmpty: true })
            {
                list.RemoveAt(index);
            }
            else if (list[index] is JsonObject structure)
            {
                RemoveMembers(field.Type.Element!, structure, child, owned);
            }
        }
    }
}
