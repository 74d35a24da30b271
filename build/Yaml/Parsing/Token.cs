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
[StructLayout(LayoutKind.Sequential)]
internal struct Token
{
    public TokenKind Kind;

    /// <summary>Scalars: how they are written.</summary>
    public ScalarStyle Style;

    /// <summary>Collections: whether they stand in brackets.</summary>
    public bool IsFlow;

    /// <summary>Whether an anchor or a tag stands before it.</summary>
    public bool HasProperties;

    /// <summary>Offset of the first byte: quote, bracket, block header, first key. Anchor and tag stand before it.</summary>
    public int Start;

    /// <summary>
    /// Offset behind the last byte. A block scalar ends behind the line end of its last line (with <c>+</c>: of the last
    /// empty one); a block collection where its last entry ends.
    /// </summary>
    public int End;

    /// <summary>Index of the first token behind this node; 0 while a collection is still open.</summary>
    public int Next;

    /// <summary>
    /// Block collections and scalars: how many blanks stand before their entries or lines. Aliases: index of the node that
    /// they stand for. In one field, so that the tokens of most files stay small enough for the collector's young generation.
    /// </summary>
    public int Detail;

    public readonly int Indent => Detail;

    public readonly int Target => Detail;
}
