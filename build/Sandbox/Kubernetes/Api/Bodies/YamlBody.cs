using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deploy.Sandbox.Kubernetes.Api.Bodies;

/// <summary>Reads a YAML body into the JSON tree that it stands for (YAML's core schema).</summary>
internal static class YamlBody
{
    /// <exception cref="FormatException">The text is no YAML.</exception>
    public static JsonNode? Decode(byte[] utf8)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(Encoding.UTF8.GetString(utf8)));
            return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode, depth: 0);
        }
        catch (YamlException error)
        {
            throw new FormatException($"error decoding YAML: {error.Message}", error);
        }
    }

    private static JsonNode? Convert(YamlNode node, int depth)
    {
        // Aliases make the tree a graph; the depth limit ends one that refers to itself.
        if (depth > Json.JsonParser.MaximumDepth)
        {
            throw new FormatException("error decoding YAML: nested too deeply");
        }

        return node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(entry => KeyValuePair.Create(Key(entry.Key), Convert(entry.Value, depth + 1)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(item => Convert(item, depth + 1))]),
            YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => null,
        };
    }

    private static string Key(YamlNode key) =>
        (key as YamlScalarNode)?.Value ?? throw new FormatException("error decoding YAML: a key is no text");

    private static JsonValue? Plain(string text) =>
        text switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                JsonValue.Create(whole),
            _ when text[0] is '-' or '.' or (>= '0' and <= '9')
                    && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) =>
                JsonValue.Create(real),
            _ => JsonValue.Create(text),
        };
}
