namespace Deploy.Yaml.Parsing;

// Parsing again after a change, without what the change cannot reach.
internal ref partial struct YamlParser
{
    /// <summary>
    /// The document that a text is after bytes of it were replaced. At a key of the outermost mapping the parser remembers
    /// nothing of what came before, and what it makes of the bytes from there on depends on nothing but them; so only the
    /// entries from the one around the change to the first one behind it are parsed. (Anchors are memory: a document that
    /// has any is not for this.)
    /// </summary>
    /// <param name="before">The document as it was, the only one of its file.</param>
    /// <param name="text">The text as it is.</param>
    /// <param name="options">The limits.</param>
    /// <param name="start">Offset of the first byte that was replaced.</param>
    /// <param name="end">Offset behind the last one, in the text as it was.</param>
    /// <returns>Null where all must be parsed.</returns>
    /// <exception cref="Model.Errors.UsageException">The entries are not YAML any more.</exception>
    public static YamlDocument? ParseAgain(YamlDocument before, YamlText text, YamlOptions options, int start, int end)
    {
        var root = before.Tokens[0];
        if (before.HasProperties || root is not { Kind: TokenKind.Mapping, IsFlow: false, Indent: 0 })
        {
            return null;
        }

        var (first, next) = KeysAround(before, start, end);
        return first > 0 && next > 0 ? new YamlParser(text, options).Entries(before, first, next) : null;
    }

    // The last key that begins before the change, and the first one that begins behind it; 0 if there is none.
    private static (int First, int Next) KeysAround(YamlDocument before, int start, int end)
    {
        var (first, next) = (0, 0);
        var tokens = before.Tokens;
        for (var key = 1; key < tokens.Length && next == 0; key = tokens[tokens[key].Next].Next)
        {
            first = tokens[key].Start < start ? key : first;
            next = tokens[key].Start >= end ? key : 0;
        }

        // An explicit key, "? key", does not begin where its entry does.
        var bytes = before.Text.Bytes;
        var areAtLineStart = StartsLine(bytes, tokens[first].Start) && StartsLine(bytes, tokens[next].Start);
        return areAtLineStart ? (first, next) : (0, 0);
    }

    private static bool StartsLine(ReadOnlySpan<byte> bytes, int offset) => offset > 0 && IsLineEnd(bytes[offset - 1]);

    private YamlDocument? Entries(YamlDocument before, int first, int next)
    {
        var moved = _text.Length - before.Text.Bytes.Length;
        var end = before.Tokens[next].Start + moved;
        _tokens = new TokenList(before.Tokens.Length + 16);
        _tokens.AppendRange(before.Tokens[..first]);
        _expandedNodes = first;
        _depth = 1;
        _position = _lineStart = before.Tokens[first].Start;
        BlockEntries(0, end);
        if (_position != end || _lineStart != end)
        {
            return null;
        }

        var added = _tokens.Count - next;
        foreach (ref var token in _tokens.AppendRange(before.Tokens[next..]))
        {
            (token.Start, token.End, token.Next) = (token.Start + moved, token.End + moved, token.Next + added);
        }

        ref var root = ref _tokens[0];
        (root.End, root.Next) = (root.End + moved, root.Next + added);
        return new YamlDocument(_source, _tokens, _properties, _options.DuplicateKeys);
    }
}
