using System.Text.Json;
using Deploy.Yaml;
using Deploy.Yaml.Parsing;

namespace Deploy.Integration.Yaml;

/// <summary>
/// What a reader sees, in a form that two readers can be compared in: a line for each value, sorted. Of what is no text
/// only that is told: Helm's JSON has numbers in another notation.
/// </summary>
internal static class Seen
{
    private const string NoText = "(no text)";

    public static IEnumerable<string> Of(YamlNode root) => Sorted(lines => Add(root, "", lines));

    public static IEnumerable<string> Of(JsonElement root) => Sorted(lines => Add(root, "", lines));

    private static List<string> Sorted(Action<List<string>> add)
    {
        var lines = new List<string>();
        add(lines);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static void Add(YamlNode node, string path, List<string> lines)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Add(entry.Value, $"{path}.{Name(entry.Key)}", lines);
                }

                break;
            case YamlSequence list:
                for (var i = 0; i < list.Count; i++)
                {
                    Add(list[i], $"{path}.{i}", lines);
                }

                break;
            case YamlScalar scalar when path.Length > 0:
                var isText = scalar.ValueKind is ScalarKind.Text or ScalarKind.Timestamp or ScalarKind.Special;
                lines.Add($"{path[1..]}={(isText ? scalar.Value : NoText)}");
                break;
            default:
                break;
        }
    }

    private static void Add(JsonElement node, string path, List<string> lines)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var entry in node.EnumerateObject())
                {
                    Add(entry.Value, $"{path}.{Name(entry.Name)}", lines);
                }

                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in node.EnumerateArray())
                {
                    Add(item, $"{path}.{i++}", lines);
                }

                break;
            default:
                lines.Add($"{path[1..]}={(node.ValueKind == JsonValueKind.String ? node.GetString() : NoText)}");
                break;
        }
    }

    // "n:" is the key "false" to Helm; an editor refuses paths with such keys.
    private static string Name(string key) => key == "n" ? "false" : key;
}
