using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deploy.Charts.Index;

/// <summary>Writes data as block YAML in Helm's layout: sorted keys, lists as deep as their key, every scalar on one line.</summary>
internal static class BlockYaml
{
    /// <summary>Writes a mapping as one item of a list.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="item">The mapping; not empty.</param>
    /// <param name="indent">How deep the dash is indented.</param>
    public static void WriteItem(StringBuilder text, JsonObject item, int indent)
    {
        var start = text.Length;
        WriteMapping(text, item, indent + 2);
        text[start + indent] = '-';
    }

    private static void WriteMapping(StringBuilder text, JsonObject mapping, int indent)
    {
        foreach (var (key, value) in mapping.OrderBy(field => field.Key, IndexKeyOrder.Instance))
        {
            text.Append(' ', indent).Append(EntryScalar.Write(key)).Append(':');
            switch (value)
            {
                case JsonObject { Count: > 0 } nested:
                    text.Append('\n');
                    WriteMapping(text, nested, indent + 2);
                    break;
                case JsonArray { Count: > 0 } items:
                    text.Append('\n');
                    WriteItems(text, items, indent);
                    break;
                default:
                    text.Append(' ').Append(Inline(value)).Append('\n');
                    break;
            }
        }
    }

    private static void WriteItems(StringBuilder text, JsonArray items, int indent)
    {
        foreach (var item in items)
        {
            if (item is JsonObject { Count: > 0 } mapping)
            {
                WriteItem(text, mapping, indent);
            }
            else
            {
                text.Append(' ', indent).Append("- ").Append(Inline(item)).Append('\n');
            }
        }
    }

    // A list within a list has no form of its own in any index field; JSON is YAML.
    private static string Inline(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String
            ? EntryScalar.Write(value.GetValue<string>())
            : value?.ToJsonString() ?? "null";
}
