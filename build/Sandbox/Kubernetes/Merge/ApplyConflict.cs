using System.Text;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Merge.Apply;

namespace Deploy.Sandbox.Kubernetes.Merge;

/// <summary>The refusal of an apply that would change fields of other managers: names each manager and field.</summary>
internal static class ApplyConflict
{
    public static ApiException Of(IReadOnlyList<Ownership> conflicts)
    {
        var fields = conflicts
            .SelectMany(conflict => conflict.Fields.Paths().Select(path => (conflict.Manager, Path: path)))
            .OrderBy(field => field.Manager.Name, StringComparer.Ordinal)
            .ToList();
        var causes = fields.Select(field => new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {field.Manager.Describe()}",
            ["field"] = field.Path,
        });
        return new ApiException(
            409,
            "Conflict",
            $"Apply failed with {fields.Count} {(fields.Count == 1 ? "conflict" : "conflicts")}: {Describe(fields)}",
            new JsonObject { ["causes"] = new JsonArray([.. causes]) }
        );
    }

    private static string Describe(List<(Manager Manager, string Path)> fields)
    {
        if (fields is [var only])
        {
            return $"conflict with {only.Manager.Describe()}: {only.Path}";
        }

        var text = new StringBuilder();
        foreach (var group in fields.GroupBy(field => field.Manager))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append($"conflicts with {group.Key.Describe()}:");
            foreach (var (_, path) in group)
            {
                text.Append($"\n- {path}");
            }
        }

        return text.ToString();
    }
}
