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
/// several merged mappings (YAML 1.1).
/// </summary>
public sealed class YamlMapping : YamlNode
{
    private Dictionary<string, Slot>? _slots;

    internal YamlMapping(YamlDocument document, int index, YamlNode? parent, string? key, int item)
        : base(document, index, parent, key, item) { }

    /// <summary>The keys, in the order of the file; merged ones last.</summary>
    public IReadOnlyCollection<string> Keys => Slots.Keys;

    /// <summary>How many keys there are.</summary>
    public int Count => Slots.Count;

    /// <summary>The keys with their places and values, in the order of <see cref="Keys"/>.</summary>
    public IEnumerable<YamlEntry> Entries =>
        Slots.Select(slot => new YamlEntry(slot.Key, KeyLocation(slot.Key), Value(slot.Key, slot.Value)));

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    private Dictionary<string, Slot> Slots => _slots ??= MappingSlots();

    /// <summary>Whether the key is there, with or without a value.</summary>
    public bool Contains(string key) => Slots.ContainsKey(key);

    /// <summary>The value of an optional key; null if the key is not there or has no value.</summary>
    public YamlNode? Find(string key) => Slots.TryGetValue(key, out var slot) && Value(key, slot) is { IsNull: false } node ? node : null;

    /// <summary>The value of a key that must be there.</summary>
    /// <exception cref="UsageException">It is missing or has no value.</exception>
    public YamlNode Require(string key) =>
        Find(key) ?? throw (
            Slots.TryGetValue(key, out var slot)
                ? Value(key, slot).Error("has no value")
                : Error($"lacks the key {Printable.Quote(key)}{Nearest.Suggestion(key, Keys)}")
        );

    /// <summary>Where a key that is there is written.</summary>
    public SourceLocation KeyLocation(string key) => Document.Text.At(Document.Tokens[Slots[key].Key].Start);

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
            NextStep = suggestion.Length == 0 ? $"known here: {string.Join(", ", known.Order(StringComparer.Ordinal))}" : null,
        };
    }

    private YamlNode Value(string key, Slot slot) => slot.Node ??= Create(Document, slot.Value, this, key);

    private Dictionary<string, Slot> MappingSlots() =>
        MappingReader.Read(Document, Index).ToDictionary(entry => entry.Key, entry => new Slot(entry.KeyToken, entry.ValueToken));

    /// <summary>Token of a key, token of its value, and the value's node once it was asked for.</summary>
    private sealed class Slot(int key, int value)
    {
        public int Key => key;

        public int Value => value;

        public YamlNode? Node { get; set; }
    }
}
