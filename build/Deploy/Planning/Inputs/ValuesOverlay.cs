using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Yaml.Editing;

namespace Deploy.Planning.Inputs;

/// <summary>Values given at install time, as the document that Helm reads on top of values.yaml.</summary>
public static class ValuesOverlay
{
    /// <summary>JSON (which is YAML) with one nested key per segment of each path; a key that holds dots is quoted in the path.</summary>
    /// <exception cref="UsageException">A path leads through another's value.</exception>
    public static string Of(IReadOnlyList<PlannedValue> values)
    {
        var root = new JsonObject();
        foreach (var value in values)
        {
            var keys = YamlPath.Parse(value.Path).Segments;
            var parent = root;
            foreach (var key in keys.SkipLast(1))
            {
                parent[key] ??= new JsonObject();
                parent =
                    parent[key] as JsonObject
                    ?? throw new UsageException($"{value.Path} leads through {key}, which has a value of its own");
            }

            parent[keys[^1]] = JsonNode.Parse(value.Value);
        }

        return root.ToJsonString(_readable);
    }

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true };
}
