using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>One mapping out of several files: what a later file says wins, key by key.</summary>
internal sealed class Layers
{
    // Loops and an array, because a catalog of ten thousand services asks a million times.
    private readonly YamlMapping[] _latestFirst;

    /// <summary>Takes the mappings in the order of their files; there is at least one.</summary>
    public Layers(IEnumerable<YamlMapping> inFileOrder) => _latestFirst = [.. inFileOrder.Reverse()];

    /// <summary>Every key of any of them, in the order of the files.</summary>
    public IEnumerable<string> Keys =>
        _latestFirst is [var only]
            ? only.Keys
            : _latestFirst
                .AsEnumerable()
                .Reverse()
                .SelectMany(mapping => mapping.Keys)
                .Distinct(StringComparer.Ordinal);

    /// <summary>The place of the mapping in the latest file.</summary>
    public SourceLocation Location => _latestFirst[0].Location;

    /// <summary>The value of a key; null where no file has one.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var mapping in _latestFirst)
        {
            if (mapping.Find(key) is { } node)
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>The value of a key that has to be there.</summary>
    /// <exception cref="UsageException">No file has it.</exception>
    public YamlNode Require(string key) => Find(key) ?? _latestFirst[0].Require(key);

    /// <summary>The mapping below a key; null where no file has one.</summary>
    public Layers? Section(string key)
    {
        var sections = new List<YamlMapping>(_latestFirst.Length);
        for (var layer = _latestFirst.Length - 1; layer >= 0; layer--)
        {
            if (_latestFirst[layer].Find(key) is { } node)
            {
                sections.Add(node.AsMapping());
            }
        }

        return sections.Count == 0 ? null : new(sections);
    }

    /// <summary>The mappings below a key by their own keys; empty where no file has any.</summary>
    public IEnumerable<KeyedLayers> Sections(string key) =>
        Section(key) is not { } section
            ? []
            : section.Keys.Select(name => new KeyedLayers(
                name,
                section.Section(name) ?? throw section.Require(name).Error("must be a mapping")
            ));

    /// <summary>Every item of the lists below a key, in the order of the files.</summary>
    public IEnumerable<YamlNode> Items(string key) =>
        _latestFirst.AsEnumerable().Reverse().SelectMany(mapping => mapping.Find(key)?.AsSequence().Items ?? []);

    /// <summary>The place of a key, in the latest file that has it.</summary>
    public SourceLocation KeyLocation(string key) =>
        _latestFirst.First(mapping => mapping.Contains(key)).KeyLocation(key);

    /// <summary>Refuses keys that nobody knows.</summary>
    /// <exception cref="UsageException">There is one; the nearest is named.</exception>
    public Layers AllowOnly(params IReadOnlyCollection<string> known)
    {
        foreach (var mapping in _latestFirst)
        {
            mapping.AllowOnly(known);
        }

        return this;
    }
}

/// <summary>A mapping and its key.</summary>
internal sealed record KeyedLayers(string Key, Layers Section);
