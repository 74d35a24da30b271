using System.Text;

namespace Deploy.Yaml.Parsing;

// What all styles share: anchors, tags, aliases, and the list of tokens.
internal ref partial struct YamlParser
{
    /// <summary>Libyaml's limit, so that a parser need not look ahead without end for the colon.</summary>
    private const int LongestKey = 1024;

    private int Open(TokenKind kind, int start, int indent, bool flow, NodeProperties properties)
    {
        if (++_depth > _options.MaximumDepth)
        {
            throw Error(start, $"more than {_options.MaximumDepth} collections stand in each other here");
        }

        var index = _tokens.Count;
        CountNodes(kind, start, 1, properties);
        ref var token = ref _tokens.Append();
        (token.Kind, token.IsFlow, token.HasProperties) = (kind, flow, properties.Any);
        (token.Start, token.Detail) = (start, indent);
        return index;
    }

    private void Close(int index, int end)
    {
        _depth--;
        ref var token = ref _tokens[index];
        (token.Next, token.End) = (_tokens.Count, end);
        _lastEnd = end;
        if (!token.HasProperties || !_properties[index].HasAnchor)
        {
            return;
        }

        var name = _source.Slice(_properties[index].AnchorStart, _properties[index].AnchorEnd);
        if (_anchors[name] is var anchor && anchor.Token == index)
        {
            // Until now the count was that of the nodes before it.
            _anchors[name] = anchor with
            {
                ExpandedNodes = _expandedNodes - anchor.ExpandedNodes,
            };
        }
    }

    private void Add(Leaf leaf, NodeProperties properties)
    {
        CountNodes(leaf.Kind, leaf.Start, leaf.Kind == TokenKind.Alias ? ExpandedNodesOf(leaf) : 1, properties);
        ref var token = ref _tokens.Append();
        (token.Kind, token.Style, token.HasProperties) = (leaf.Kind, leaf.Style, properties.Any);
        (token.Start, token.End, token.Next, token.Detail) = (leaf.Start, leaf.End, _tokens.Count, leaf.Detail);
        _lastEnd = leaf.End;
    }

    // Of the token that comes next.
    private void CountNodes(TokenKind kind, int start, long nodes, NodeProperties properties)
    {
        if (properties.Any)
        {
            AddProperties(_tokens.Count, kind, properties);
        }

        _expandedNodes += nodes;
        if (_expandedNodes > _options.MaximumNodes)
        {
            throw Error(start, $"with its aliases written out the file has more than {_options.MaximumNodes:N0} nodes");
        }
    }

    private readonly void AddProperties(int index, TokenKind kind, NodeProperties properties)
    {
        _properties.Add(index, properties);
        if (properties.HasAnchor)
        {
            var nodes = kind == TokenKind.Scalar ? 1 : _expandedNodes;
            _anchors[_source.Slice(properties.AnchorStart, properties.AnchorEnd)] = new Anchor(index, nodes);
        }
    }

    private readonly long ExpandedNodesOf(Leaf alias) =>
        _anchors[_source.Slice(alias.Start + 1, alias.End)].ExpandedNodes;

    /// <summary>A value that is not there: <c>key:</c> and nothing else.</summary>
    private void AddEmpty(int offset, NodeProperties properties) =>
        Add(Scalar(ScalarStyle.Plain, offset, offset), properties);

    private Leaf ScanAlias()
    {
        var start = _position;
        var (nameStart, nameEnd) = ScanName("alias");
        var name = _source.Slice(nameStart, nameEnd);
        if (!_anchors.TryGetValue(name, out var anchor))
        {
            throw Error(
                start,
                $"there is no anchor '&{name}' before this alias{Nearest.Suggestion(name, _anchors.Keys)}"
            );
        }

        if (_tokens[anchor.Token].Next == 0)
        {
            throw Error(start, $"the alias '*{name}' stands inside the node that it names");
        }

        return new Leaf(TokenKind.Alias, ScalarStyle.Plain, start, _position, anchor.Token);
    }

    /// <summary>Anchor and tag, in either order, if there are any.</summary>
    private NodeProperties ScanProperties()
    {
        if (Current is not ((byte)'&' or (byte)'!'))
        {
            return NodeProperties.None;
        }

        var start = _position;
        var end = start;
        (int Start, int End) anchor = default;
        (int Start, int End) tag = default;
        while (Current is (byte)'&' or (byte)'!')
        {
            if (Current == '&')
            {
                anchor = anchor.End == 0 ? ScanName("anchor") : throw Error(_position, "a node takes only one anchor");
            }
            else
            {
                tag = tag.End == 0 ? ScanTag() : throw Error(_position, "a node takes only one tag");
            }

            end = _position;
            SkipBlanks();
        }

        return new NodeProperties(start, end, anchor.Start, anchor.End, tag.Start, tag.End);
    }

    // The characters that libyaml takes; others are valid in YAML 1.2 only.
    private (int Start, int End) ScanName(string kind)
    {
        var start = ++_position;
        while (char.IsAsciiLetterOrDigit((char)Current) || Current is (byte)'-' or (byte)'_')
        {
            _position++;
        }

        var ends = IsBlankOrEnd(_position) || "?:,]}"u8.Contains(Current);
        return _position > start && ends
            ? (start, _position)
            : throw Error(_position, $"the name of an {kind} has only letters, digits, '-' and '_'");
    }

    private (int Start, int End) ScanTag()
    {
        var start = _position;
        while (!IsBlankOrEnd(_position) && !",[]{}"u8.Contains(Current))
        {
            _position++;
        }

        return IsBlankOrEnd(_position) || (Current is (byte)',' or (byte)']' or (byte)'}')
            ? (start, _position)
            : throw Error(_position, $"unexpected {Shown(Current)} in a tag");
    }

    private static string Shown(byte character) =>
        character == 0 ? "end of the file" : Printable.Quote(Encoding.Latin1.GetString([character]));
}
