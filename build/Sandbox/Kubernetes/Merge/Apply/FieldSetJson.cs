using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Merge.Apply;

/// <summary>Field sets in the form <c>FieldsV1</c> that <c>managedFields</c> holds.</summary>
internal static class FieldSetJson
{
    private const string Self = ".";

    public static JsonObject Write(FieldSet set)
    {
        var result = new JsonObject();
        if (set is { IsMember: true, Children.Count: > 0 })
        {
            result[Self] = new JsonObject();
        }

        foreach (var (element, child) in set.Children)
        {
            result[element] = Write(child);
        }

        return result;
    }

    public static FieldSet Read(JsonObject? fields) => Read(fields, isRoot: true);

    private static FieldSet Read(JsonObject? fields, bool isRoot)
    {
        var result = new FieldSet { IsMember = !isRoot && (fields is null or { Count: 0 }) };
        foreach (var (element, child) in fields ?? [])
        {
            if (element == Self)
            {
                result.IsMember = true;
            }
            else if (element.Length >= 2)
            {
                result.Add(element, Read(child as JsonObject, isRoot: false));
            }
        }

        return result;
    }
}
