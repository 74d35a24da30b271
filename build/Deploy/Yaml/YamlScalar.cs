using Deploy.Model;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml;

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
