using System.Text;
using Deploy.Model;

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

        return Add(
            new Token
            {
                Kind = kind,
                Start = start,
                Indent = indent,
                IsFlow = flow,
            },
            properties
        );
    }

    private void Close(int index, int end)
    {
        _depth--;
        var token = _tokens[index];
        (token.Next, token.End) = (_tokens.Count, end);
        _tokens[index] = token;
        _lastEnd = end;
        if (NameOf(index) is { } name && _anchors.TryGetValue(name, out var anchor) && anchor.Token == index)
        {
            // Until now the count was that of the nodes before it.
            _anchors[name] = anchor with
            {
                ExpandedNodes = _expandedNodes - anchor.ExpandedNodes,
            };
        }
    }

    private readonly string? NameOf(int index)
    {
        var properties = _tokens[index].Properties;
        return properties >= 0 && _properties[properties].HasAnchor
            ? _source.Slice(_properties[properties].AnchorStart, _properties[properties].AnchorEnd)
            : null;
    }

    private int Add(Token token, NodeProperties properties)
    {
        var index = _tokens.Count;
        token.Properties = properties.Any ? _properties.Count : -1;
        if (properties.Any)
        {
            _properties.Add(properties);
        }

        if (token.Kind is TokenKind.Scalar or TokenKind.Alias)
        {
            token.Next = index + 1;
        }

        _tokens.Add(token);
        _lastEnd = token.End;
        var before = _expandedNodes;
        Count(token.Kind == TokenKind.Alias ? ExpandedNodesOf(token) : 1, token.Start);
        if (properties.HasAnchor)
        {
            var nodes = token.Kind == TokenKind.Scalar ? 1 : before;
            _anchors[_source.Slice(properties.AnchorStart, properties.AnchorEnd)] = new Anchor(index, nodes);
        }

        return index;
    }

    private void Count(long nodes, int offset)
    {
        _expandedNodes += nodes;
        if (_expandedNodes > _options.MaximumNodes)
        {
            throw Error(
                offset,
                $"with its aliases written out the file has more than {_options.MaximumNodes:N0} nodes"
            );
        }
    }

    private readonly long ExpandedNodesOf(Token alias) =>
        _anchors[_source.Slice(alias.Start + 1, alias.End)].ExpandedNodes;

    /// <summary>A value that is not there: <c>key:</c> and nothing else.</summary>
    private int AddEmpty(int offset, NodeProperties properties) =>
        Add(
            new Token
            {
                Kind = TokenKind.Scalar,
                Start = offset,
                End = offset,
            },
            properties
        );

    private Token ScanAlias()
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

        return new Token
        {
            Kind = TokenKind.Alias,
            Start = start,
            End = _position,
            Target = anchor.Token,
        };
    }

    /// <summary>Anchor and tag, in either order, if there are any.</summary>
    private NodeProperties ScanProperties()
    {
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
