using System.Text;

namespace Deploy.Yaml.Parsing;

/// <summary>One document of a file as a flat list of tokens; the root is token 0.</summary>
internal sealed class YamlDocument(
    YamlText text,
    TokenList tokens,
    Dictionary<int, NodeProperties> properties,
    DuplicateKeys duplicates
)
{
    public YamlText Text => text;

    /// <summary>Which of several values of one key counts.</summary>
    public DuplicateKeys Duplicates => duplicates;

    public ReadOnlySpan<Token> Tokens => tokens.Span;

    /// <summary>Whether any node has an anchor or a tag.</summary>
    public bool HasProperties => properties.Count > 0;

    /// <summary>The node behind any alias.</summary>
    public int Resolve(int index) => Tokens[index].Kind == TokenKind.Alias ? Tokens[index].Target : index;

    public NodeProperties PropertiesOf(int index) =>
        Tokens[index].HasProperties ? properties[index] : NodeProperties.None;

    /// <summary>The bytes of a node, without its anchor and tag.</summary>
    public ReadOnlySpan<byte> Raw(int index) => text.Bytes[Tokens[index].Start..Tokens[index].End];

    /// <summary>The tag as written, or nothing.</summary>
    public ReadOnlySpan<byte> Tag(int index)
    {
        var found = PropertiesOf(index);
        return text.Bytes[found.TagStart..found.TagEnd];
    }

    /// <summary>The anchor's name, or nothing.</summary>
    public ReadOnlySpan<byte> Anchor(int index)
    {
        var found = PropertiesOf(index);
        return text.Bytes[found.AnchorStart..found.AnchorEnd];
    }

    /// <summary>A scalar's text.</summary>
    public string Value(int index)
    {
        ref readonly var token = ref Tokens[index];
        return ScalarText.Decode(text.Bytes[token.Start..token.End], token.Style, token.Indent);
    }

    /// <summary>Whether a scalar is no value: empty, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull(int index)
    {
        ref readonly var token = ref Tokens[index];
        return token.Style == ScalarStyle.Plain
            && token.End - token.Start <= "null".Length
            && !(token.HasProperties && PropertiesOf(index).HasTag)
            && ScalarKinds.IsNull(Value(index));
    }

    /// <summary>What a scalar is taken for; quoted and tagged ones are text.</summary>
    public ScalarKind KindOf(int index)
    {
        ref readonly var token = ref Tokens[index];
        return token.Style != ScalarStyle.Plain || (token.HasProperties && PropertiesOf(index).HasTag) ? ScalarKind.Text
            : token.Start == token.End ? ScalarKind.Null
            : ScalarKinds.OfPlain(Value(index));
    }

    /// <summary>Whether a scalar's text is <paramref name="value"/>; without decoding where it is written as it is meant.</summary>
    public bool HasValue(int index, ReadOnlySpan<byte> value)
    {
        ref readonly var token = ref Tokens[index];
        var raw = text.Bytes[token.Start..token.End];
        return ScalarText.TryVerbatim(raw, token.Style, out var content)
            ? content.SequenceEqual(value)
            : Encoding.UTF8.GetBytes(Value(index)).AsSpan().SequenceEqual(value);
    }
}
