using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deploy.Sandbox.Kubernetes.Api.Bodies;

/// <summary>Reads a YAML body into the JSON tree that it stands for (YAML's core schema).</summary>
internal sealed class YamlBody
{
    // Document and stream count as levels too.
    private const int LevelsAround = 2;

    // With aliases written out. A body of the largest size that has none comes near it, and nobody sends such.
    private const int MaximumNodes = 1_000_000;

    private int _nodes;

    /// <exception cref="FormatException">The text is no YAML, nested too deeply, or grows too large by its aliases.</exception>
    public static JsonNode? Decode(byte[] utf8)
    {
        try
        {
            var stream = new YamlStream();
            var parser = new Parser(new StringReader(Encoding.UTF8.GetString(utf8)));
            stream.Load(new ShallowParser(parser, Sandbox.Kubernetes.Json.JsonParser.MaximumDepth + LevelsAround));
            return stream.Documents.Count == 0 ? null : new YamlBody().Convert(stream.Documents[0].RootNode, depth: 0);
        }
        // The parser's own for events that stand where its reader of documents expects none.
        catch (Exception error) when (error is YamlException or ArgumentException)
        {
            throw new FormatException($"error decoding YAML: {error.Message}", error);
        }
    }

    private JsonNode? Convert(YamlNode node, int depth)
    {
        // Aliases make the tree a graph: one that refers to itself ends at the depth, a bomb of them at the count.
        if (depth > Sandbox.Kubernetes.Json.JsonParser.MaximumDepth || ++_nodes > MaximumNodes)
        {
            throw new FormatException(
                "error decoding YAML: nested too deeply, or too large with its aliases written out"
            );
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
                double.IsFinite(real)
                    ? JsonValue.Create(real)
                    : throw new FormatException("error decoding YAML: a number is out of range"),
            _ => JsonValue.Create(text),
        };
}
