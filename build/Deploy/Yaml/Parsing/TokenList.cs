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

    /// <summary>Appends a token.</summary>
    public void Add(in Token token)
    {
        if (Count == _tokens.Length)
        {
            Array.Resize(ref _tokens, Count * 2);
        }

        _tokens[Count++] = token;
    }

    /// <summary>Appends tokens; there has to be room for them.</summary>
    public void AddRange(ReadOnlySpan<Token> tokens)
    {
        tokens.CopyTo(_tokens.AsSpan(Count));
        Count += tokens.Length;
    }
}
