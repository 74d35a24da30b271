using System.Collections;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml;

/// <summary>A list.</summary>
public sealed class YamlSequence : YamlNode, IReadOnlyList<YamlNode>
{
    private YamlNode[]? _items;

    internal YamlSequence(YamlDocument document, int index, YamlNode? parent, string? key, int item)
        : base(document, index, parent, key, item) { }

    /// <summary>The items, in the order of the file.</summary>
    public IReadOnlyList<YamlNode> Items => _items ??= Read();

    /// <inheritdoc/>
    public int Count => Items.Count;

    /// <inheritdoc/>
    public override string Kind => "a list";

    /// <inheritdoc/>
    public YamlNode this[int index] => Items[index];

    /// <inheritdoc/>
    public IEnumerator<YamlNode> GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private YamlNode[] Read()
    {
        var items = new List<YamlNode>();
        var tokens = Document.Tokens;
        for (var child = Index + 1; child < tokens[Index].Next; child = tokens[child].Next)
        {
            items.Add(Create(Document, child, this, item: items.Count));
        }

        return [.. items];
    }
}
