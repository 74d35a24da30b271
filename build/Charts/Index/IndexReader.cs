using System.Buffers;
using System.Text;

namespace Deploy.Charts.Index;

/// <summary>
/// Reads an <c>index.yaml</c> forward, line by line, in the form that <c>helm repo index</c> and the helm-s3 plugin
/// write: <c>entries:</c>, below it the charts as keys, below each its versions as a list of mappings. What lies deeper
/// is passed over, so comments, unknown fields and block scalars may stand anywhere. No object model is built: 100,000
/// entries take milliseconds and no memory.
/// </summary>
/// <remarks>
/// Whatever could be misread is refused with its line, because who misreads an index publishes a damaged one. An index
/// that was cut off is told by what has to stand at its end: a complete entry, <c>generated:</c>, the end of a line.
/// </remarks>
/// <exception cref="FailedException">Not an index in this form; the location says where.</exception>
internal sealed class IndexReader(IndexText text, string source)
{
    private const int Unknown = -1;
    private static readonly SearchValues<char> NeverInKeys = SearchValues.Create("<>{}[]#,");

    private readonly IndexLines _lines = new(text);
    private readonly HashSet<string> _topLevel = new(StringComparer.Ordinal);
    private readonly HashSet<string> _charts = new(StringComparer.Ordinal);

    private bool _inEntries;
    private bool _inVersion;
    private int _chartIndent = Unknown;
    private int _itemIndent = Unknown;
    private int _fieldIndent;
    private int _versionLine;

    /// <summary>What the reader stands on.</summary>
    public IndexToken Token { get; private set; }

    /// <summary>Where the token starts: the offset of its first line.</summary>
    public long Start { get; private set; }

    /// <summary>Where the token ends: the offset after its last line of content. Comments behind it belong to what follows.</summary>
    public long End { get; private set; }

    /// <summary>Whether the value of <c>entries:</c> or of a chart is an empty collection (<c>{}</c>, <c>[]</c>).</summary>
    public bool IsEmptyCollection { get; private set; }

    /// <summary>The chart read last.</summary>
    public string Chart { get; private set; } = "";

    /// <summary>How deep the charts' names are indented, in spaces; -1 as long as none was read.</summary>
    public int ChartIndent => _chartIndent;

    /// <summary>How deep the dashes of the chart's versions are indented, in spaces; -1 as long as none was read.</summary>
    public int ItemIndent => _itemIndent;

    /// <summary>The fields of the entry that is being read, or was read last.</summary>
    public VersionFields Fields { get; } = new();

    /// <summary>The line that the token starts at, counted from 1.</summary>
    public int Line => Token == IndexToken.Version ? _versionLine : _lines.Number;

    /// <summary>Goes on to the next token.</summary>
    /// <returns>Whether there was one before the end.</returns>
    public bool Read()
    {
        while (NextLine())
        {
            if (Accept())
            {
                return true;
            }
        }

        if (_inVersion)
        {
            CloseVersion();
            return true;
        }

        RequireComplete();
        Token = IndexToken.End;
        Start = End = text.Length;
        return false;
    }

    /// <summary>The error for what is wrong at a line.</summary>
    public FailedException Error(string problem, int line, int column = 1) =>
        new($"not an index as Helm writes it: {problem}")
        {
            Location = new SourceLocation(source, line, column),
            NextStep = "nothing was changed; look at the file, and restore it if it is damaged",
        };

    private bool NextLine() =>
        _lines.Read() switch
        {
            IndexLines.State.Line => true,
            IndexLines.State.End => false,
            IndexLines.State.CutOff => throw Error("it ends in the middle of a line, so it was cut off", _lines.Number),
            IndexLines.State.HasControls => throw Error("it holds control characters", _lines.Number),
            IndexLines.State.NotUtf8 => throw Error("it is not UTF-8 text", _lines.Number),
        };

    // Takes a line in; true when a token is complete.
    private bool Accept()
    {
        var line = _lines.Text;
        var indent = _lines.Indent;
        if (indent == line.Length)
        {
            // A blank line may end a block scalar that keeps its final newlines.
            End = _inVersion ? _lines.End : End;
            return false;
        }

        if (_inVersion && (indent > _fieldIndent || (indent == _fieldIndent && VersionFields.IsDash(line[indent..]))))
        {
            End = _lines.End;
            Fields.TakeContent(_lines);
            return false;
        }

        switch (line[indent])
        {
            case (byte)'#':
                return false;
            case (byte)'\t':
                throw Error("a tab in the indentation", _lines.Number, indent + 1);
        }

        if (_inVersion && indent == _fieldIndent)
        {
            TakeField(indent);
            return false;
        }

        if (_inVersion)
        {
            _lines.GiveBack();
            CloseVersion();
            return true;
        }

        return indent == 0 ? AcceptTopLevel()
            // Below a top-level key that is not ours to read.
            : !_inEntries ? false
            : VersionFields.IsDash(line[indent..]) ? OpenVersion(indent)
            : AcceptChart(indent);
    }

    private bool AcceptTopLevel()
    {
        if (VersionFields.IsDash(_lines.Text) && !_inEntries && _topLevel.Count > 0)
        {
            return false;
        }

        if (_lines.Text.SequenceEqual("---"u8) && _topLevel.Count == 0)
        {
            return false;
        }

        var (key, value) = KeyAndValue(0);
        if (!_topLevel.Add(key))
        {
            throw Error($"the key {Printable.Quote(key)} stands there twice", _lines.Number);
        }

        _inEntries = key == "entries";
        (Start, End) = (_lines.Start, _lines.End);
        switch (key)
        {
            case "entries":
                IsEmptyCollection = RequireEmpty(value, "{}"u8);
                Token = IndexToken.Entries;
                return true;
            case "generated":
                _ =
                    IndexScalar.Decode(value.Span) is { } moment
                    && DateTimeOffset.TryParse(moment, System.Globalization.CultureInfo.InvariantCulture, out _)
                        ? true
                        : throw Error("'generated' is not a point in time", _lines.Number);
                Token = IndexToken.Generated;
                return true;
            default:
                return false;
        }
    }

    private bool AcceptChart(int indent)
    {
        _chartIndent = _chartIndent == Unknown ? indent : _chartIndent;
        if (indent != _chartIndent)
        {
            throw Error($"indented by {indent} where charts are indented by {_chartIndent}", _lines.Number, indent + 1);
        }

        (Chart, var value) = KeyAndValue(indent);
        _itemIndent = Unknown;
        if (!_charts.Add(Chart))
        {
            throw Error($"the chart {Printable.Quote(Chart)} stands there twice", _lines.Number, indent + 1);
        }

        IsEmptyCollection = RequireEmpty(value, "[]"u8);
        (Start, End) = (_lines.Start, _lines.End);
        Token = IndexToken.Chart;
        return true;
    }

    private bool OpenVersion(int indent)
    {
        _itemIndent = _itemIndent == Unknown ? indent : _itemIndent;
        if (_chartIndent == Unknown || IsEmptyCollection || indent != _itemIndent || indent < _chartIndent)
        {
            throw Error("a list item that belongs to no chart", _lines.Number, indent + 1);
        }

        var content = _lines.Text[(indent + 1)..].IndexOfAnyExcept((byte)' ');
        if (content < 1)
        {
            throw Error("a list item without a mapping on its line", _lines.Number, indent + 1);
        }

        _inVersion = true;
        _versionLine = _lines.Number;
        _fieldIndent = indent + 1 + content;
        Start = _lines.Start;
        Fields.Clear();
        TakeField(_fieldIndent);
        return false;
    }

    private void TakeField(int column)
    {
        End = _lines.End;
        if (Fields.Take(_lines, column) is { } problem)
        {
            throw Error(problem, _lines.Number, column + 1);
        }
    }

    private void CloseVersion()
    {
        _inVersion = false;
        Token = IndexToken.Version;
        if (IndexScalar.WithoutComment(Fields.Version.Span).IsEmpty)
        {
            throw Error($"an entry of {Printable.Quote(Chart)} without a version", _versionLine);
        }
    }

    private bool RequireEmpty(ReadOnlyMemory<byte> value, ReadOnlySpan<byte> emptyCollection)
    {
        var written = IndexScalar.WithoutComment(value.Span);
        return written.SequenceEqual(emptyCollection)
            || (written.IsEmpty ? false : throw Error("a value where a line should end", _lines.Number));
    }

    private (string Key, ReadOnlyMemory<byte> Value) KeyAndValue(int indent)
    {
        var span = _lines.Text[indent..];
        var colon = span.EndsWith(":"u8) && span.IndexOf(": "u8) < 0 ? span.Length - 1 : span.IndexOf(": "u8);
        var key = colon > 0 ? IndexScalar.Decode(span[..colon]) : null;
        return key is null || key.AsSpan().IndexOfAny(NeverInKeys) >= 0
            ? throw Error("a line that is no 'key:'", _lines.Number, indent + 1)
            : (key, _lines.From(indent + colon + 1));
    }

    private void RequireComplete()
    {
        foreach (var key in (ReadOnlySpan<string>)["apiVersion", "entries", "generated"])
        {
            if (!_topLevel.Contains(key))
            {
                throw Error($"'{key}' is missing, so it was cut off or is something else", Math.Max(_lines.Number, 1));
            }
        }
    }

    /// <summary>The text of a raw value; refused where it is not on one line.</summary>
    public string Text(ReadOnlyMemory<byte> raw) =>
        IndexScalar.Decode(raw.Span)
        ?? throw Error(
            $"the value {Printable.Quote(Encoding.UTF8.GetString(raw.Span).Trim())} of {Printable.Quote(Chart)}",
            Line
        );
}
