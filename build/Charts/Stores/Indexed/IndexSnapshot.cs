using System.Collections.Concurrent;
using Deploy.Charts.Index;

namespace Deploy.Charts.Stores.Indexed;

/// <summary>An index in one state.</summary>
/// <param name="Source">What it is called in errors.</param>
/// <param name="Text">Its text.</param>
/// <param name="Tag">The state's tag in the store; null for an index that is not stored yet.</param>
internal sealed record IndexSnapshot(string Source, IndexText Text, string? Tag)
{
    // A large index takes a tenth of a second to read through, and who publishes asks twice.
    private readonly ConcurrentDictionary<(ChartName, ChartVersion), InsertionPlace> _places = new();

    /// <summary>The published versions of some charts, newest first.</summary>
    /// <exception cref="FailedException">The index is damaged.</exception>
    public IReadOnlyList<PublishedVersion> Find(Func<string, bool> isWanted) =>
        IndexLookup.Find(Text, Source, isWanted);

    /// <summary>The place of a version's entry, and what is listed of its chart.</summary>
    /// <exception cref="FailedException">The index is damaged.</exception>
    public InsertionPlace PlaceOf(ChartName chart, ChartVersion version) =>
        _places.GetOrAdd((chart, version), key => InsertionPlace.In(Text, key.Item1, key.Item2, Source));
}
