namespace Deploy.Yaml.Editing;

/// <summary>One replacement of bytes, and what it may change about the tokens of the first document.</summary>
/// <param name="Start">Offset of the first byte that goes.</param>
/// <param name="Length">How many bytes go.</param>
/// <param name="Text">What takes their place.</param>
/// <param name="Owner">The mapping that gets an entry; for a value that is replaced, its token.</param>
/// <param name="Token">Index of the first token that goes, or before which new ones come.</param>
/// <param name="Removed">How many tokens go: the one of the value, or none.</param>
/// <param name="NewKeys">The keys that come with the value, outermost first; none where the value is only replaced.</param>
/// <param name="Value">The text that shall be read.</param>
internal sealed record Splice(
    int Start,
    int Length,
    string Text,
    int Owner,
    int Token,
    int Removed,
    IReadOnlyList<string> NewKeys,
    string Value
)
{
    /// <summary>Index of the value's token once the splice is made.</summary>
    public int ValueToken => Token + Added - 1;

    /// <summary>
    /// How many tokens come: the value; and if a mapping gets an entry, its keys and the mappings between them. Where a
    /// null becomes a mapping, that is one mapping more.
    /// </summary>
    public int Added => NewKeys.Count == 0 ? 1 : (2 * NewKeys.Count) + Removed;
}

/// <summary>A splice that was made, with what it takes to unmake it.</summary>
/// <param name="Splice">The splice.</param>
/// <param name="Old">The bytes that went.</param>
/// <param name="BeforeValue">How many of the new bytes stand before the value: key, colon, indentation.</param>
internal sealed record AppliedSplice(Splice Splice, ReadOnlyMemory<byte> Old, int BeforeValue);
