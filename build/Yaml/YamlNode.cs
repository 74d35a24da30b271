using System.Collections;
using System.Diagnostics;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml;

/// <summary>
/// A value of a YAML file that knows where it stands. Immutable; what lies below a node is made when it is asked for, so
/// that a large file costs only what is looked at. Aliases are resolved: behind one stands the node that it names.
/// </summary>
[DebuggerDisplay("{Path,nq} {Kind,nq}")]
public abstract class YamlNode
{
    private readonly YamlNode? _parent;
    private readonly string? _key;
    private readonly int _item;

    private protected YamlNode(YamlDocument document, int index, YamlNode? parent, string? key, int item)
    {
        (Document, Index, _parent, _key, _item) = (document, index, parent, key, item);
    }

    /// <summary>Where the value is written; for an alias, where the node that it names is.</summary>
    public SourceLocation Location => Document.Text.At(Document.Tokens[Index].Start);

    /// <summary>The way to the value for messages, e.g. <c>services[3].config.replicas</c>; empty for the root.</summary>
    public string Path =>
        _parent is null ? ""
        : _key is null ? $"{_parent.Path}[{_item}]"
        : _parent.Path is { Length: > 0 } parent ? $"{parent}.{Printable.Escape(_key)}"
        : Printable.Escape(_key);

    /// <summary>The bytes of the text that the value is written in, without its anchor and tag.</summary>
    public Range Bytes => Document.Tokens[Index].Start..Document.Tokens[Index].End;

    /// <summary>Whether there is no value: <c>key:</c> alone, <c>~</c> or <c>null</c>.</summary>
    public virtual bool IsNull => false;

    /// <summary>What the node is, for messages: "a mapping", "a list", "'text'", "nothing".</summary>
    public abstract string Kind { get; }

    internal YamlDocument Document { get; }

    internal int Index { get; }

    /// <summary>A mistake at this node: <c>file:line:column: path: problem</c>.</summary>
    /// <param name="problem">What is wrong, without the name of the thing: "must be a mapping, not 'x'".</param>
    /// <param name="nextStep">What to change, if that is not plain from the problem.</param>
    public UsageException Error(string problem, string? nextStep = null) =>
        new(Path.Length == 0 ? $"the file {problem}" : $"{Path} {problem}")
        {
            Location = Location,
            NextStep = nextStep,
        };

    /// <summary>This node as a mapping.</summary>
    /// <exception cref="UsageException">It is something else.</exception>
    public YamlMapping AsMapping() => this as YamlMapping ?? throw Error($"must be a mapping, not {Kind}");

    /// <summary>This node as a list.</summary>
    /// <exception cref="UsageException">It is something else.</exception>
    public YamlSequence AsSequence() => this as YamlSequence ?? throw Error($"must be a list, not {Kind}");

    /// <summary>This node as a single value that is not null.</summary>
    /// <exception cref="UsageException">It is something else.</exception>
    public YamlScalar AsScalar() =>
        this is YamlScalar { IsNull: false } scalar ? scalar : throw Error($"must be a single value, not {Kind}");

    internal static YamlNode Create(
        YamlDocument document,
        int index,
        YamlNode? parent,
        string? key = null,
        int item = -1
    )
    {
        index = document.Resolve(index);
        return document.Tokens[index].Kind switch
        {
            TokenKind.Mapping => new YamlMapping(document, index, parent, key, item),
            TokenKind.Sequence => new YamlSequence(document, index, parent, key, item),
            TokenKind.Scalar or TokenKind.Alias => new YamlScalar(document, index, parent, key, item),
        };
    }
}

/// <summary>A single value.</summary>
public sealed class YamlScalar : YamlNode
{
    private string? _value;

    internal YamlScalar(YamlDocument document, int index, YamlNode? parent, string? key, int item)
        : base(document, index, parent, key, item) { }

    /// <summary>
    /// The text as it is meant: quotes, escapes and folding are gone, but <c>1.20</c> stays <c>1.20</c> and <c>yes</c>
    /// stays <c>yes</c>. Empty for a value that is not there.
    /// </summary>
    public string Value => _value ??= Document.Value(Index);

    /// <summary>How the value is written.</summary>
    public ScalarStyle Style => Document.Tokens[Index].Style;

    /// <summary>What Helm takes the value for.</summary>
    public ScalarKind ValueKind => Document.KindOf(Index);

    /// <inheritdoc/>
    public override bool IsNull => Document.IsNull(Index);

    /// <inheritdoc/>
    public override string Kind => IsNull ? "nothing" : Printable.Quote(Value.Length > 40 ? Value[..40] + "…" : Value);
}

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
