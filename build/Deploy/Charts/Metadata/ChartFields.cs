using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Deploy.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deploy.Charts;

/// <summary>The fields of a mapping in <c>Chart.yaml</c> or <c>Chart.lock</c>, read by the type that Helm has for them.</summary>
/// <exception cref="UsageException">A field is of another type; the location says where.</exception>
internal sealed class ChartFields
{
    private readonly YamlMappingNode _mapping;
    private readonly string _file;

    private ChartFields(YamlMappingNode mapping, string file) => (_mapping, _file) = (mapping, file);

    /// <summary>Where the mapping stands.</summary>
    public SourceLocation Location => At(_mapping);

    /// <summary>Reads a file that holds one mapping.</summary>
    public static ChartFields Parse(ReadOnlyMemory<byte> content, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(Encoding.UTF8.GetString(content.Span).TrimStart('\uFEFF')));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? new ChartFields(root, file)
                : throw new UsageException("not a mapping of fields") { Location = new SourceLocation(file, 1, 1) };
        }
        catch (YamlException exception)
        {
            throw new UsageException(exception.Message, exception)
            {
                Location = new SourceLocation(file, (int)exception.Start.Line, (int)exception.Start.Column),
            };
        }
    }

    /// <summary>A text; null where it is absent or empty. Numbers are written as Helm writes them: <c>1.10</c> is 1.1.</summary>
    public string? Text(string key) => Find(key) is { } node ? NullIfEmpty(Scalar(node, key)) : null;

    /// <summary>A text that must be there.</summary>
    public string Required(string key) =>
        Text(key) ?? throw new UsageException($"{Printable.Quote(key)} is missing") { Location = At(_mapping) };

    /// <summary>A value made of a required text; what is wrong with it is told at its place.</summary>
    public T Required<T>(string key, Func<string, T> create)
    {
        var text = Required(key);
        try
        {
            return create(text);
        }
        catch (UsageException exception)
        {
            throw exception.At(At(Find(key)!));
        }
    }

    /// <summary>A truth value; false where it is absent.</summary>
    public bool Flag(string key) =>
        Find(key) is { } node
        && Scalar(node, key) switch
        {
            "true" => true,
            "false" or "" => false,
            var other => throw Wrong(node, $"{Printable.Quote(key)} is {Printable.Quote(other)}, not true or false"),
        };

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => Scalar(item, key))];

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<ChartFields> Mappings(string key) =>
        [
            .. Items(key)
                .Select(item =>
                    item is YamlMappingNode mapping
                        ? new ChartFields(mapping, _file)
                        : throw Wrong(item, $"an item of {Printable.Quote(key)} is not a mapping")
                ),
        ];

    /// <summary>A mapping of texts to texts.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string key) =>
        Find(key) switch
        {
            null => new Dictionary<string, string>(),
            YamlMappingNode mapping => mapping.Children.ToDictionary(
                pair => Scalar(pair.Key, key),
                pair => Scalar(pair.Value, key)
            ),
            var node => throw Wrong(node, $"{Printable.Quote(key)} is not a mapping"),
        };

    /// <summary>A list whose items are texts or mappings of texts, as data with sorted keys.</summary>
    public JsonArray Data(string key) =>
        new([
            .. Items(key)
                .Select(item =>
                    item is YamlMappingNode mapping
                        ? new JsonObject(
                            mapping
                                .Children.Select(pair =>
                                    KeyValuePair.Create<string, JsonNode?>(
                                        Scalar(pair.Key, key),
                                        Scalar(pair.Value, key)
                                    )
                                )
                                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                        )
                        : (JsonNode?)Scalar(item, key)
                ),
        ]);

    private IEnumerable<YamlNode> Items(string key) =>
        Find(key) switch
        {
            null => [],
            YamlSequenceNode sequence => sequence.Children,
            var node => throw Wrong(node, $"{Printable.Quote(key)} is not a list"),
        };

    private YamlNode? Find(string key) =>
        _mapping.Children.TryGetValue(new YamlScalarNode(key), out var node)
        && node is not YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" or "~" }
            ? node
            : null;

    private string Scalar(YamlNode node, string key)
    {
        var scalar = node as YamlScalarNode ?? throw Wrong(node, $"{Printable.Quote(key)} is not a text");
        var text = scalar.Value ?? "";
        return
            scalar.Style == ScalarStyle.Plain
            && text.All(character => char.IsAsciiDigit(character) || character == '.')
            && text.Count(character => character == '.') == 1
            && double.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;
    }

    private UsageException Wrong(YamlNode node, string problem) => new(problem) { Location = At(node) };

    private SourceLocation At(YamlNode node) => new(_file, (int)node.Start.Line, (int)node.Start.Column);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
