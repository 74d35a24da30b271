using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Yaml;
using Deploy.Yaml.Parsing;

namespace Deploy.Charts.Metadata;

/// <summary>The fields of a mapping in <c>Chart.yaml</c> or <c>Chart.lock</c>, read by the type that Helm has for them.</summary>
/// <param name="mapping">The mapping.</param>
/// <exception cref="UsageException">A field is of another type; the location says where.</exception>
internal sealed class ChartFields(YamlMapping mapping)
{
    /// <summary>Far above any real Chart.yaml.</summary>
    private static readonly YamlOptions Limits = new() { MaximumBytes = 1024 * 1024, MaximumNodes = 100_000 };

    /// <summary>Reads a file that holds one mapping.</summary>
    public static ChartFields Parse(ReadOnlyMemory<byte> content, string file) =>
        new(YamlReader.Read(content, file, Limits).AsMapping());

    /// <summary>A text; null where it is absent or empty. Numbers are written as Helm writes them: <c>1.10</c> is 1.1.</summary>
    public string? Text(string key) =>
        mapping.Find(key) is { } node && TextOf(node) is { Length: > 0 } text ? text : null;

    /// <summary>A text that must be there.</summary>
    public string Required(string key) => TextOf(mapping.Require(key));

    /// <summary>A value made of a required text; what is wrong with it is told at its place.</summary>
    public T Required<T>(string key, Func<string, T> create) => mapping.Require(key).As(create);

    /// <summary>A truth value; false where it is absent.</summary>
    public bool Flag(string key) => mapping.Find(key)?.AsBool() ?? false;

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(TextOf)];

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<ChartFields> Mappings(string key) =>
        [.. Items(key).Select(item => new ChartFields(item.AsMapping()))];

    /// <summary>A mapping of texts to texts.</summary>
    public JsonObject TextMap(string key) => mapping.Find(key) is { } node ? TextMap(node.AsMapping()) : [];

    /// <summary>A list whose items are texts or mappings of texts.</summary>
    public JsonArray TextsOrMaps(string key) =>
        [.. Items(key).Select(item => item is YamlMapping map ? TextMap(map) : (JsonNode?)TextOf(item))];

    private IEnumerable<YamlNode> Items(string key) => mapping.Find(key)?.AsSequence() ?? Enumerable.Empty<YamlNode>();

    // Sorted, as Helm serialises maps.
    private static JsonObject TextMap(YamlMapping map) =>
        new(
            map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)TextOf(entry.Value)))
        );

    private static string TextOf(YamlNode node)
    {
        var text = node.AsString();
        return
            node is YamlScalar { ValueKind: ScalarKind.Number }
            && text.Contains('.')
            && double.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;
    }
}
