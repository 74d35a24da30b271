namespace Deploy.Charts;

/// <summary>An index in one state.</summary>
/// <param name="Source">What it is called in errors.</param>
/// <param name="Text">Its text.</param>
/// <param name="Tag">The state's tag in the store; null for an index that is not stored yet.</param>
internal sealed record IndexSnapshot(string Source, IndexText Text, string? Tag)
{
    /// <summary>The published versions of some charts, newest first.</summary>
    /// <exception cref="Model.FailedException">The index is damaged.</exception>
    public IReadOnlyList<PublishedVersion> Find(Func<string, bool> isWanted) =>
        IndexLookup.Find(Text, Source, isWanted);
}
