namespace Deploy.Yaml.Parsing;

// A node where indentation counts: what it is, and whether it is there at all.
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
            Add(ScanBlockScalar(place.ParentIndent), OneOf(outer, properties));
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
        if (!IsKey(scalar))
        {
            Add(scalar, OneOf(outer, properties));
            RequireLineEnd(scalar.End);
        }
        else if (newLine)
        {
            BlockMapping(column, outer, scalar, properties);
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
    private bool IsKey(Leaf scalar)
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
}
