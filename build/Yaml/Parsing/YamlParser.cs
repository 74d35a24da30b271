namespace Deploy.Yaml.Parsing;

/// <summary>
/// Finds the nodes of a YAML text and where their bytes are, in one pass and without making strings.
/// <para>
/// Reads what Helm's parser (libyaml's grammar, YAML 1.1) reads, and the same out of it; constructs that readers disagree
/// on, and that nobody writes into values by intent, are refused: directives, collections as keys, <c>?</c> in flow style.
/// Tests hold it against YamlDotNet and Helm itself. It exists because YamlDotNet's parser alone takes a third of the
/// time of parsing and dumping, ends the text at a NUL and does not tell the bytes of block scalars and brackets.
/// </para>
/// </summary>
internal ref partial struct YamlParser
{
    private readonly YamlText _source;
    private readonly ReadOnlySpan<byte> _text;
    private readonly YamlOptions _options;
    private TokenList _tokens = new(0);
    private Dictionary<int, NodeProperties> _properties = [];
    private Dictionary<string, Anchor> _anchors = [];
    private int _position;
    private int _lineStart;
    private int _depth;
    private long _expandedNodes;

    // Where the node that was last completed ends.
    private int _lastEnd;

    private YamlParser(YamlText source, YamlOptions options)
    {
        _source = source;
        _text = source.Bytes;
        _options = options;
        _position = _lineStart = source.Start;
    }

    /// <summary>An anchored node: its token, and how many nodes it is with its aliases written out.</summary>
    private sealed record Anchor(int Token, long ExpandedNodes);

    /// <summary>All documents of a text; at least one, which is a null scalar where there is nothing.</summary>
    /// <exception cref="UsageException">Not YAML, or beyond the limits; with its place.</exception>
    public static IReadOnlyList<YamlDocument> Parse(YamlText text, YamlOptions options) =>
        new YamlParser(text, options).Documents();

    private List<YamlDocument> Documents()
    {
        var documents = new List<YamlDocument>();
        do
        {
            documents.Add(Document());
        } while (!AtEnd);

        return documents;
    }

    // Real values files have a token for 60 bytes and more. Not too many, lest they end up among the large objects.
    private readonly int TypicalTokens => Math.Min(_text.Length / 50, 4000);

    private YamlDocument Document()
    {
        (_tokens, _properties, _anchors) = (new TokenList(TypicalTokens), [], []);
        SkipToContent(tabs: false);
        if (Current == '%' && Column == 0)
        {
            throw Error(
                _position,
                "directives ('%YAML', '%TAG') are not supported",
                "remove the line; Helm 4 does not take it"
            );
        }

        var explicitStart = AtMarker("---"u8);
        if (explicitStart)
        {
            _position += 3;
        }

        BlockNode(new Place(-1, MayBeCollection: !explicitStart, SequenceAtParent: false));
        var isEnded = AtMarker("---"u8) || AtMarker("..."u8);
        while (AtMarker("..."u8))
        {
            _position += 3;
            RequireLineEnd(_position);
        }

        if (!AtEnd && !isEnded)
        {
            throw Error(_position, "unexpected text: the document's value is complete, and this is not part of it");
        }

        return new YamlDocument(_source, _tokens, _properties, _options.DuplicateKeys);
    }
}
