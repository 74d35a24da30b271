using System.Text;

namespace Deploy.Charts.Index;

/// <summary>Adds entries to an index by inserting their lines; every other byte stays, but for the line <c>generated:</c>.</summary>
/// <remarks>
/// An entry goes where Helm sorts it: charts by name, versions newest first. In an index that is sorted otherwise it
/// goes before the first one that belongs behind it. Comments stay with the entry that they stand above.
/// </remarks>
internal static class IndexEditor
{
    /// <summary>An index without charts, as Helm writes it.</summary>
    public static IndexText Empty(DateTimeOffset now) =>
        new(Encoding.UTF8.GetBytes($"apiVersion: v1\nentries: {{}}\n{GeneratedLine(now, "\n")}"));

    /// <summary>The index with one more entry.</summary>
    /// <param name="index">The index as it is.</param>
    /// <param name="place">The entry's place in it.</param>
    /// <param name="entry">What to add; a version that is not listed.</param>
    /// <param name="now">The new value of <c>generated:</c>.</param>
    /// <param name="source">What the index is called in errors.</param>
    /// <exception cref="Model.Errors.FailedException">It does not come out as it should.</exception>
    public static IndexText Insert(
        IndexText index,
        InsertionPlace place,
        IndexEntry entry,
        DateTimeOffset now,
        string source
    )
    {
        var newline = index.Pieces.Count > 0 && EndsFirstLineWithCarriageReturn(index.Pieces[0].Span) ? "\r\n" : "\n";
        var lines = new MemoryStream();
        lines.Write(Encoding.UTF8.GetBytes(place.Opening.Replace("\n", newline, StringComparison.Ordinal)));
        lines.Write(entry.ToLines(place.ItemIndent, newline));

        // The later place first: the offsets of the earlier one stay valid. Where both are one, the entry comes to stand first.
        var generated = Encoding.UTF8.GetBytes(GeneratedLine(now, newline));
        var edits = new[]
        {
            (Start: place.GeneratedStart, Length: place.GeneratedLength, Lines: generated),
            (place.Start, place.Length, Lines: lines.ToArray()),
        };
        var result = edits
            .OrderByDescending(edit => edit.Start)
            .Aggregate(index, (text, edit) => text.Replace(edit.Start, edit.Length, edit.Lines));
        RequireAdded(result, entry, place.Count + 1, source);
        return result;
    }

    private static string GeneratedLine(DateTimeOffset now, string newline) =>
        $"generated: \"{now.UtcDateTime.ToString(IndexEntry.TimeFormat)}\"{newline}";

    private static bool EndsFirstLineWithCarriageReturn(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)'\n') is > 0 and var newline && text[newline - 1] == '\r';

    // The new text is read again as anyone else will read it, before it may replace the old one.
    private static void RequireAdded(IndexText result, IndexEntry entry, int expected, string source)
    {
        var (count, matches) = (0, 0);
        var reader = new IndexReader(result, source);
        while (reader.Read())
        {
            if (reader.Token != IndexToken.Version)
            {
                continue;
            }

            count++;
            matches +=
                reader.Chart == entry.Metadata.Name.Value
                && IndexLookup.Current(reader) is { } found
                && found.Version == entry.Metadata.Version
                && found.Digest == entry.Digest
                && found.Url == entry.Url
                    ? 1
                    : 0;
        }

        if (count != expected || matches != 1)
        {
            throw reader.Error(
                $"with the new entry it would have {count} entries instead of {expected}, {matches} of them the new one",
                1
            );
        }
    }
}
