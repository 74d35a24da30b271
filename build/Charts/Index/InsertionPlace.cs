namespace Deploy.Charts.Index;

/// <summary>Finds, in one pass over an index, where the lines of a new entry go, and what it lists of the same chart.</summary>
internal sealed class InsertionPlace(string chart, ChartVersion version)
{
    private readonly List<PublishedVersion> _versions = [];
    private const int Unknown = -1;
    private const int DefaultIndent = 2;

    private bool _inChart;
    private bool _chartFound;
    private bool _decided;
    private bool _ownLinesEmpty;
    private long _entriesStart;
    private long _entriesEnd;
    private bool _entriesEmpty;

    /// <summary>Where the new lines go.</summary>
    public long Start { get; private set; }

    /// <summary>How many bytes go there: a line that says that a collection is empty.</summary>
    public long Length { get; private set; }

    /// <summary>Lines that come before the entry's own: those of a new chart, of a collection that was empty.</summary>
    public string Opening { get; private set; } = "";

    /// <summary>How deep the entry's dash is indented.</summary>
    public int ItemIndent { get; private set; } = Unknown;

    /// <summary>The version's own entry, if there is one.</summary>
    public PublishedVersion? Listed { get; private set; }

    /// <summary>The chart's versions, newest first.</summary>
    public IReadOnlyList<PublishedVersion> Versions => _versions;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>Where the line <c>generated:</c> starts.</summary>
    public long GeneratedStart { get; private set; }

    /// <summary>How long that line is.</summary>
    public long GeneratedLength { get; private set; }

    /// <summary>Looks through an index.</summary>
    /// <exception cref="FailedException">It is damaged.</exception>
    public static InsertionPlace In(IndexText index, ChartName chart, ChartVersion version, string source)
    {
        var place = new InsertionPlace(chart.Value, version);
        var reader = new IndexReader(index, source);
        while (reader.Read())
        {
            place.Pass(reader);
        }

        place.Finish(reader);
        return place;
    }

    // Takes the token in that the reader stands on.
    private void Pass(IndexReader reader)
    {
        switch (reader.Token)
        {
            case IndexToken.Entries:
                (_entriesStart, _entriesEnd, _entriesEmpty) = (reader.Start, reader.End, reader.IsEmptyCollection);
                Start = reader.End;
                break;
            case IndexToken.Chart:
                PassChart(reader);
                break;
            case IndexToken.Version:
                Count++;
                PassVersion(reader);
                break;
            case IndexToken.Generated:
                (GeneratedStart, GeneratedLength) = (reader.Start, reader.End - reader.Start);
                break;
        }
    }

    // Settles what the end of the index decides.
    private void Finish(IndexReader reader)
    {
        _versions.Sort((a, b) => b.Version.CompareTo(a.Version));
        var chartIndent = reader.ChartIndent == Unknown ? DefaultIndent : reader.ChartIndent;
        ItemIndent = ItemIndent == Unknown ? chartIndent : ItemIndent;
        var chartLine = $"{new string(' ', chartIndent)}{EntryScalar.Write(chart)}:\n";
        if (_entriesEmpty)
        {
            (Start, Length) = (_entriesStart, _entriesEnd - _entriesStart);
            Opening = "entries:\n" + chartLine;
        }
        else if (!_chartFound || _ownLinesEmpty)
        {
            Opening = chartLine;
        }
    }

    private void PassChart(IndexReader reader)
    {
        _inChart = reader.Chart == chart;
        if (_inChart)
        {
            (_chartFound, _decided) = (true, false);
            _ownLinesEmpty = reader.IsEmptyCollection;
            (Start, Length) = _ownLinesEmpty ? (reader.Start, reader.End - reader.Start) : (reader.End, 0);
        }
        else if (!_chartFound)
        {
            _decided |= IndexKeyOrder.Instance.Compare(reader.Chart, chart) > 0;
            Start = _decided ? Start : reader.End;
        }
    }

    private void PassVersion(IndexReader reader)
    {
        ItemIndent = _inChart || !_chartFound ? reader.ItemIndent : ItemIndent;
        if (_inChart)
        {
            var theirs = IndexLookup.Current(reader);
            Listed ??= theirs?.Version == version ? theirs : null;
            if (theirs is not null)
            {
                _versions.Add(theirs);
            }

            // What is no version stands last, as in Helm.
            _decided |= theirs is null || theirs.Version.CompareTo(version) <= 0;
            Start = _decided ? Start : reader.End;
        }
        else if (!_chartFound && !_decided)
        {
            Start = reader.End;
        }
    }
}
