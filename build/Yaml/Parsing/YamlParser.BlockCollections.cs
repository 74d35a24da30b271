namespace Deploy.Yaml.Parsing;

// Lists and mappings that are told by indentation, entry by entry.
internal ref partial struct YamlParser
{
    private void BlockSequence(int indent, NodeProperties properties)
    {
        var sequence = Open(TokenKind.Sequence, _position, indent, flow: false, properties);
        while (ContentColumn == indent && AtSequenceEntry)
        {
            _position++;
            BlockNode(new Place(indent, MayBeCollection: true, SequenceAtParent: false));
        }

        RequireNotDeeper(indent, "list");
        Close(sequence, _lastEnd);
    }

    // Its first key has been scanned: that is how it is known to be a mapping.
    private void BlockMapping(int indent, NodeProperties properties, Leaf firstKey, NodeProperties keyProperties)
    {
        var start = keyProperties.Any ? keyProperties.Start : firstKey.Start;
        var mapping = Open(TokenKind.Mapping, start, indent, flow: false, properties);
        BlockEntry(indent, firstKey, keyProperties);
        BlockEntries(indent);
        Close(mapping, _lastEnd);
    }

    private void ExplicitMapping(int indent, NodeProperties properties)
    {
        var mapping = Open(TokenKind.Mapping, _position, indent, flow: false, properties);
        BlockEntries(indent);
        Close(mapping, _lastEnd);
    }

    private void BlockEntries(int indent, int end = int.MaxValue)
    {
        while (_position < end && ContentColumn == indent && !AtSequenceEntry)
        {
            if (AtExplicitKey)
            {
                ExplicitEntry(indent);
                continue;
            }

            var properties = ScanProperties();
            BlockEntry(indent, ScanBlockKey(indent), properties);
        }

        RequireNotDeeper(indent, "mapping");
    }

    private void BlockEntry(int indent, Leaf key, NodeProperties properties)
    {
        Add(key, properties);
        _position++;
        BlockNode(new Place(indent, MayBeCollection: false, SequenceAtParent: true));
    }

    private Leaf ScanBlockKey(int indent)
    {
        var start = _position;
        if (Current is (byte)'[' or (byte)'{' or (byte)'|' or (byte)'>')
        {
            throw Error(start, "expected 'key: value' here", "keys are plain or quoted text");
        }

        var key = ScanScalar(indent, flow: false);
        if (IsKey(key))
        {
            return key;
        }

        var looksLikeOne = key.Style == ScalarStyle.Plain && _text[key.Start..key.End].Contains((byte)':');
        throw Error(
            start,
            "expected 'key: value' here",
            looksLikeOne ? "put a blank behind the ':'" : "check the indentation of this line"
        );
    }

    // "? key", then perhaps ": value" in the same column.
    private void ExplicitEntry(int indent)
    {
        var key = _tokens.Count;
        var start = _position++;
        BlockNode(new Place(indent, MayBeCollection: true, SequenceAtParent: false));
        if (_tokens[key].Kind is TokenKind.Mapping or TokenKind.Sequence)
        {
            throw Error(start, "a collection cannot be a key");
        }

        if (ContentColumn != indent || !AtValueIndicator)
        {
            AddEmpty(_tokens[key].End, NodeProperties.None);
            return;
        }

        _position++;
        BlockNode(new Place(indent, MayBeCollection: true, SequenceAtParent: true));
    }

    private readonly void RequireNotDeeper(int indent, string kind)
    {
        if (ContentColumn > indent)
        {
            throw Error(
                _position,
                $"this line is indented deeper than the {kind} that it stands in, by {ContentColumn - indent}",
                "align it with the entries above, or with its parent"
            );
        }
    }
}
