namespace Deploy.Yaml.Parsing;

/// <summary>
/// A growing list of tokens that can be changed in place. Not a <see cref="List{T}"/>: that one's code for our struct
/// cannot be compiled ahead, and reading the catalog is most of what a short run does.
/// </summary>
internal sealed class TokenList(int capacity)
{
    private Token[] _tokens = new Token[Math.Max(capacity, 16)];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public ReadOnlySpan<Token> Span => new(_tokens, 0, Count);

    /// <summary>One of them, to read or change.</summary>
    public ref Token this[int index] => ref _tokens[index];

    /// <summary>Appends a token, to be filled in where it stands.</summary>
    public ref Token Append()
    {
        if (Count == _tokens.Length)
        {
            Array.Resize(ref _tokens, Count * 2);
        }

        return ref _tokens[Count++];
    }

    /// <summary>Appends copies of tokens, to be changed where they stand; there has to be room for them.</summary>
    public Span<Token> AppendRange(ReadOnlySpan<Token> tokens)
    {
        var appended = _tokens.AsSpan(Count, tokens.Length);
        tokens.CopyTo(appended);
        Count += tokens.Length;
        return appended;
    }
}
