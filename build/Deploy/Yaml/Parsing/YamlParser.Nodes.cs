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

        var token = new Token
        {
            Kind = kind,
            Start = start,
            Detail = indent,
            IsFlow = flow,
        };
        return Add(ref token, properties);
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

    private int Add(ref Token token, NodeProperties properties)
    {
        var index = _tokens.Count;
        token.Next = token.Kind is TokenKind.Scalar or TokenKind.Alias ? index + 1 : 0;
        if (properties.Any)
        {
            token.HasProperties = true;
            AddProperties(index, token.Kind, properties);
        }

        _expandedNodes += token.Kind == TokenKind.Alias ? ExpandedNodesOf(token) : 1;
        if (_expandedNodes > _options.MaximumNodes)
        {
            throw Error(
                token.Start,
                $"with its aliases written out the file has more than {_options.MaximumNodes:N0} nodes"
            );
        }

        _tokens.Add(in token);
        _lastEnd = token.End;
        return index;
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

    private readonly long ExpandedNodesOf(Token alias) =>
        _anchors[_source.Slice(alias.Start + 1, alias.End)].ExpandedNodes;

    /// <summary>A value that is not there: <c>key:</c> and nothing else.</summary>
    private void AddEmpty(int offset, NodeProperties properties)
    {
        var token = Scalar(ScalarStyle.Plain, offset, offset);
        Add(ref token, properties);
    }

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
            Detail = anchor.Token,
        };
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
