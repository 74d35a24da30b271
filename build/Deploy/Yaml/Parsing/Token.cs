using System.Runtime.InteropServices;

namespace Deploy.Yaml.Parsing;

/// <summary>What a token of a document is.</summary>
internal enum TokenKind : byte
{
    /// <summary>A text, number, truth value or nothing; also every key.</summary>
    Scalar,

    /// <summary><c>*name</c>.</summary>
    Alias,

    /// <summary>A list.</summary>
    Sequence,

    /// <summary>A mapping: its tokens are key, value, key, value…</summary>
    Mapping,
}

/// <summary>
/// A node as it stands in the file. A collection's own tokens follow it, up to <see cref="Next"/>: a document is one flat
/// list, in the order of the file.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct Token
{
    public TokenKind Kind;

    /// <summary>Scalars: how they are written.</summary>
    public ScalarStyle Style;

    /// <summary>Collections: whether they stand in brackets.</summary>
    public bool IsFlow;

    /// <summary>Offset of the first byte: quote, bracket, block header, first key. Anchor and tag stand before it.</summary>
    public int Start;

    /// <summary>
    /// Offset behind the last byte. A block scalar ends behind the line end of its last line (with <c>+</c>: of the last
    /// empty one); a block collection where its last entry ends.
    /// </summary>
    public int End;

    /// <summary>Index of the first token behind this node; 0 while a collection is still open.</summary>
    public int Next;

    /// <summary>Bytes before the entries of a block collection, or the lines of a block scalar.</summary>
    public int Indent;

    /// <summary>Aliases: index of the node that they stand for.</summary>
    public int Target;

    /// <summary>Index into the document's list of anchors and tags, -1 for a node with neither.</summary>
    public int Properties;
}

/// <summary>The anchor and the tag before a node: offsets, equal where there is none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NodeProperties(
    int Start,
    int End,
    int AnchorStart,
    int AnchorEnd,
    int TagStart,
    int TagEnd
)
{
    public bool Any => End > Start;

    public bool HasAnchor => AnchorEnd > AnchorStart;

    public bool HasTag => TagEnd > TagStart;
}
