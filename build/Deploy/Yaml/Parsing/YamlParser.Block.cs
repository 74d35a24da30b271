namespace Deploy.Yaml.Parsing;

// Collections that are told by indentation.
internal ref partial struct YamlParser
{
    /// <summary>Where a node of block style stands.</summary>
    /// <param name="ParentIndent">Column of the collection around it; -1 for the root. The node stands deeper.</param>
    /// <param name="MayBeCollection">Whether a collection may begin on this line, as behind "- " but not behind "key: ".</param>
    /// <param name="SequenceAtParent">Whether "- " may stand in the parent's own column, as below "key:".</param>
    private readonly record struct Place(int ParentIndent, bool MayBeCollection, bool SequenceAtParent);

    /// <summary>Parses a node, or the absence of one, and passes everything up to the next one.</summary>
    private void BlockNode(Place place)
    {
        var outer = NodeProperties.None;
        var empty = _position;
        var newLine = place.MayBeCollection;
        while (true)
        {
            newLine |= SkipToContent(tabs: !newLine);
            if ((newLine || AtEnd) && !BelongsTo(place))
            {
                AddEmpty(empty, outer);
                return;
            }

            var column = Column;
            var properties = ScanProperties();
            if (properties.Any && (IsBlankOrEnd(_position) || Current == '#'))
            {
                // Alone on the line: they belong to what stands below, be it a whole collection.
                outer = outer.Any ? throw Error(properties.Start, "a second anchor or tag for one node") : properties;
                empty = properties.End;
                continue;
            }

            BlockContent(place, newLine, column, outer, properties);
            return;
        }
    }

    private readonly bool BelongsTo(Place place)
    {
        var column = ContentColumn;
        return column > place.ParentIndent
            || (place.SequenceAtParent && column == place.ParentIndent && column >= 0 && AtSequenceEntry);
    }

    private void BlockContent(Place place, bool newLine, int column, NodeProperties outer, NodeProperties properties)
    {
        if (char.IsAsciiLetterOrDigit((char)Current))
        {
            BlockScalarOrMapping(place, newLine, column, outer, properties);
        }
        else if (AtSequenceEntry)
        {
            BlockSequence(column, CollectionStart(newLine, "list", properties, outer));
        }
        else if (AtExplicitKey)
        {
            ExplicitMapping(column, CollectionStart(newLine, "mapping", properties, outer));
        }
        else if (Current is (byte)'[' or (byte)'{')
        {
            FlowCollection(OneOf(outer, properties));
            RequireLineEnd(_position);
        }
        else if (Current is (byte)'|' or (byte)'>')
        {
            var block = ScanBlockScalar(place.ParentIndent);
            Add(ref block, OneOf(outer, properties));
        }
        else
        {
            BlockScalarOrMapping(place, newLine, column, outer, properties);
        }
    }

    private void BlockScalarOrMapping(
        Place place,
        bool newLine,
        int column,
        NodeProperties outer,
        NodeProperties properties
    )
    {
        var scalar = ScanScalar(place.ParentIndent, flow: false);
        if (!IsKey(in scalar))
        {
            Add(ref scalar, OneOf(outer, properties));
            RequireLineEnd(scalar.End);
        }
        else if (newLine)
        {
            BlockMapping(column, outer, ref scalar, properties);
        }
        else
        {
            throw Error(
                _position,
                "a mapping cannot begin on the line of its key",
                "put it on the next line, deeper; or quote the text if it is one"
            );
        }
    }

    private readonly NodeProperties CollectionStart(
        bool newLine,
        string kind,
        NodeProperties properties,
        NodeProperties outer
    ) =>
        newLine && !properties.Any
            ? outer
            : throw Error(
                _position,
                $"a {kind} cannot begin here",
                "put it on the next line; or quote the text if it is one"
            );

    private readonly NodeProperties OneOf(NodeProperties outer, NodeProperties inner) =>
        outer.Any && inner.Any ? throw Error(inner.Start, "a second anchor or tag for one node")
        : outer.Any ? outer
        : inner;

    /// <summary>Whether the scalar that was just scanned is a key: a colon follows on its line.</summary>
    private bool IsKey(in Token scalar)
    {
        if (scalar.Start < _lineStart)
        {
            return false;
        }

        SkipBlanks();
        return AtValueIndicator
            && (
                scalar.End - scalar.Start <= LongestKey
                    ? true
                    : throw Error(scalar.Start, $"a key has at most {LongestKey} bytes; quote the text if it is none")
            );
    }

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
    private void BlockMapping(int indent, NodeProperties properties, ref Token firstKey, NodeProperties keyProperties)
    {
        var start = keyProperties.Any ? keyProperties.Start : firstKey.Start;
        var mapping = Open(TokenKind.Mapping, start, indent, flow: false, properties);
        BlockEntry(indent, ref firstKey, keyProperties);
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
            var key = ScanBlockKey(indent);
            BlockEntry(indent, ref key, properties);
        }

        RequireNotDeeper(indent, "mapping");
    }

    private void BlockEntry(int indent, ref Token key, NodeProperties properties)
    {
        Add(ref key, properties);
        _position++;
        BlockNode(new Place(indent, MayBeCollection: false, SequenceAtParent: true));
    }

    private Token ScanBlockKey(int indent)
    {
        var start = _position;
        if (Current is (byte)'[' or (byte)'{' or (byte)'|' or (byte)'>')
        {
            throw Error(start, "expected 'key: value' here", "keys are plain or quoted text");
        }

        var key = ScanScalar(indent, flow: false);
        if (IsKey(in key))
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
