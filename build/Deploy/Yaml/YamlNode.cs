using System.Diagnostics;
using Deploy.Model;
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
            _ => new YamlScalar(document, index, parent, key, item),
        };
    }
}
