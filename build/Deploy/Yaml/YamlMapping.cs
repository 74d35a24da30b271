using Deploy.Model;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml;

/// <summary>A key and its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="KeyLocation">Where the key is written: for what is wrong about the key rather than the value.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(string Key, SourceLocation KeyLocation, YamlNode Value);

/// <summary>
/// A mapping. Merge keys (<c>&lt;&lt;: *defaults</c>) are applied: what the mapping says itself wins, then the earlier of
/// several merged mappings (YAML 1.1). Values files are read as Helm does, for which the later of two entries wins.
/// </summary>
public sealed class YamlMapping : YamlNode
{
    private OrderedDictionary<string, MappingReader.Entry>? _entries;
    private YamlNode?[] _nodes = [];

    internal YamlMapping(YamlDocument document, int index, YamlNode? parent, string? key, int item)
        : base(document, index, parent, key, item) { }

    /// <summary>The keys, in the order of the file; merged ones last.</summary>
    public IReadOnlyCollection<string> Keys => Tokens.Keys;

    /// <summary>How many keys there are.</summary>
    public int Count => Tokens.Count;

    /// <summary>The keys with their places and values, in the order of <see cref="Keys"/>.</summary>
    public IEnumerable<YamlEntry> Entries =>
        Keys.Select((key, ordinal) => new YamlEntry(key, KeyLocation(key), Value(ordinal)));

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    private OrderedDictionary<string, MappingReader.Entry> Tokens => _entries ?? ReadTokens();

    /// <summary>Whether the key is there, with or without a value.</summary>
    public bool Contains(string key) => Tokens.ContainsKey(key);

    /// <summary>The value of an optional key; null if the key is not there or has no value.</summary>
    public YamlNode? Find(string key) =>
        Tokens.IndexOf(key) is >= 0 and var ordinal && Value(ordinal) is { IsNull: false } node ? node : null;

    /// <summary>The value of a key that must be there.</summary>
    /// <exception cref="UsageException">It is missing or has no value.</exception>
    public YamlNode Require(string key) =>
        Find(key)
        ?? throw (
            Tokens.IndexOf(key) is >= 0 and var ordinal
                ? Value(ordinal).Error("has no value")
                : Error($"lacks the key {Printable.Quote(key)}{Nearest.Suggestion(key, Keys)}")
        );

    /// <summary>Where a key that is there is written.</summary>
    public SourceLocation KeyLocation(string key) => Document.Text.At(Document.Tokens[Tokens[key].Key].Start);

    /// <summary>Throws if there is a key that is none of <paramref name="known"/>, naming its place and the nearest known key.</summary>
    public YamlMapping AllowOnly(params IReadOnlyCollection<string> known)
    {
        foreach (var key in Keys)
        {
            if (!known.Contains(key))
            {
                throw UnknownKey(key, known);
            }
        }

        return this;
    }

    private UsageException UnknownKey(string key, IReadOnlyCollection<string> known)
    {
        var suggestion = Nearest.Suggestion(key, known);
        var where = Path.Length == 0 ? "" : $" in {Path}";
        return new UsageException($"unknown key {Printable.Quote(key)}{where}{suggestion}")
        {
            Location = KeyLocation(key),
            NextStep =
                suggestion.Length == 0 ? $"known here: {string.Join(", ", known.Order(StringComparer.Ordinal))}" : null,
        };
    }

    private YamlNode Value(int ordinal)
    {
        var (key, tokens) = Tokens.GetAt(ordinal);
        return _nodes[ordinal] ??= Create(Document, tokens.Value, this, key);
    }

    private OrderedDictionary<string, MappingReader.Entry> ReadTokens()
    {
        var entries = MappingReader.Read(Document, Index);
        _nodes = new YamlNode?[entries.Count];
        return _entries = entries;
    }
}
