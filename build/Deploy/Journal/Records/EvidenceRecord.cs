namespace Deploy.Journal.Records;

/// <summary>A place in a file.</summary>
internal sealed record LocationRecord(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>Something that was seen when a thing failed.</summary>
internal sealed record EvidenceRecord(string Title, IReadOnlyList<string> Lines);
