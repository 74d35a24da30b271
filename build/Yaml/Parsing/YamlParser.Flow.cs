namespace Deploy.Yaml.Parsing;

// Collections in brackets, which is also all of JSON.
internal ref partial struct YamlParser
{
    private void FlowCollection(NodeProperties properties)
    {
        var start = _position;
        var isMapping = Current == '{';
        var close = isMapping ? (byte)'}' : (byte)']';
        var index = Open(isMapping ? TokenKind.Mapping : TokenKind.Sequence, start, 0, flow: true, properties);
        _position++;
        SkipInFlow(start);
        while (Current != close)
        {
            if (isMapping)
            {
                FlowEntry(start);
            }
            else
            {
                FlowItem(start);
            }

            SkipInFlow(start);
            if (Current == ',')
            {
                _position++;
                SkipInFlow(start);
            }
            else if (Current != close)
            {
                throw Error(_position, $"expected ',' or '{(char)close}' here, not {Shown(Current)}");
            }
        }

        _position++;
        Close(index, _position);
    }

    /// <summary>Passes blanks, comments and line ends; indentation does not count between brackets.</summary>
    private void SkipInFlow(int bracket)
    {
        while (true)
        {
            SkipBlanks();
            if (Current == '#')
            {
                SkipToLineEnd();
            }
            else if (IsLineEnd(Current))
            {
                PassLineEnd();
            }
            else if (ContentColumn < 0)
            {
                throw Error(bracket, $"the '{(char)_text[bracket]}' that opens here is never closed");
            }
            else
            {
                return;
            }
        }
    }

    private void FlowItem(int bracket)
    {
        var properties = ScanProperties();
        SkipInFlow(bracket);
        if (Current is (byte)'[' or (byte)'{')
        {
            FlowCollection(properties);
            return;
        }

        if (AtFlowEnd)
        {
            AddFlowEmpty(properties);
            return;
        }

        var scalar = ScanScalar(-1, flow: true);
        if (!IsFlowKey(scalar))
        {
            Add(scalar, properties);
            return;
        }

        // [key: value] is short for [{key: value}].
        var start = properties.Any ? properties.Start : scalar.Start;
        var pair = Open(TokenKind.Mapping, start, 0, flow: true, NodeProperties.None);
        Add(scalar, properties);
        FlowValue(bracket);
        Close(pair, _lastEnd);
    }

    private void FlowEntry(int bracket)
    {
        var properties = ScanProperties();
        if (Current is (byte)'[' or (byte)'{')
        {
            throw Error(_position, "a collection cannot be a key");
        }

        var key = ScanScalar(-1, flow: true);
        Add(key, properties);
        if (IsFlowKey(key))
        {
            FlowValue(bracket);
        }
        else
        {
            AddEmpty(key.End, NodeProperties.None);
        }
    }

    private bool IsFlowKey(Leaf scalar)
    {
        if (scalar.Start < _lineStart)
        {
            return false;
        }

        SkipBlanks();
        return Current == ':';
    }

    private void FlowValue(int bracket)
    {
        var empty = ++_position;
        SkipInFlow(bracket);
        var properties = ScanProperties();
        SkipInFlow(bracket);
        if (AtFlowEnd)
        {
            AddEmpty(properties.Any ? properties.End : empty, properties);
        }
        else if (Current is (byte)'[' or (byte)'{')
        {
            FlowCollection(properties);
        }
        else
        {
            Add(ScanScalar(-1, flow: true), properties);
        }
    }

    private readonly bool AtFlowEnd => Current is (byte)',' or (byte)']' or (byte)'}';

    private void AddFlowEmpty(NodeProperties properties) =>
        AddEmpty(
            properties.Any ? properties.End : throw Error(_position, $"expected a value here, not {Shown(Current)}"),
            properties
        );
}
