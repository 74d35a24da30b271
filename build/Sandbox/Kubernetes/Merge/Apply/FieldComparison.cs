using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Merge.Apply;

/// <summary>What differs between two versions of an object, field by field.</summary>
/// <param name="Changed">Fields that are new or have another value.</param>
/// <param name="Removed">Fields that are gone.</param>
internal sealed record FieldComparison(FieldSet Changed, FieldSet Removed)
{
    /// <summary>Compares two sets that were read from objects, with their values.</summary>
    public static FieldComparison Of(FieldSet before, FieldSet after) =>
        new(after.Except(before).Union(Modified(before, after)), before.Except(after));

    private static FieldSet Modified(FieldSet before, FieldSet after)
    {
        var result = new FieldSet
        {
            IsMember = before.IsMember && after.IsMember && !JsonNode.DeepEquals(before.Value, after.Value),
        };
        foreach (var (element, child) in before.Children)
        {
            if (after.Child(element) is { } other && Modified(child, other) is { IsEmpty: false } modified)
            {
                result.Add(element, modified);
            }
        }

        return result;
    }
}
