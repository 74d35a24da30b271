using System.Globalization;

namespace Deploy.Charts.Index;

/// <summary>Finds what an index lists, in one pass.</summary>
internal static class IndexLookup
{
    /// <summary>The published versions of some charts, newest first.</summary>
    /// <param name="index">The index.</param>
    /// <param name="source">What it is called in errors.</param>
    /// <param name="isWanted">Which charts, by the names that the index has for them.</param>
    /// <remarks>Versions that are not SemVer are left out: Helm itself cannot install them by version.</remarks>
    /// <exception cref="FailedException">The index is damaged.</exception>
    public static IReadOnlyList<PublishedVersion> Find(IndexText index, string source, Func<string, bool> isWanted)
    {
        var found = new List<PublishedVersion>();
        var reader = new IndexReader(index, source);
        var wanted = false;
        while (reader.Read())
        {
            if (reader.Token == IndexToken.Chart)
            {
                wanted = isWanted(reader.Chart);
            }
            else if (reader.Token == IndexToken.Version && wanted && Current(reader) is { } version)
            {
                found.Add(version);
            }
        }

        found.Sort((a, b) => b.Version.CompareTo(a.Version));
        return found;
    }

    /// <summary>The entry that the reader stands on, or null where its name or version is none that we could have published.</summary>
    public static PublishedVersion? Current(IndexReader reader)
    {
        try
        {
            var version = new ChartVersion(reader.Text(reader.Fields.Version));
            var digest = DigestOf(reader);
            var url = reader.Fields.Url.IsEmpty ? $"{reader.Chart}-{version}.tgz" : reader.Text(reader.Fields.Url);
            return new(new ChartName(reader.Chart), version, digest, url, Moment(reader));
        }
        catch (UsageException)
        {
            return null;
        }
    }

    // Helm writes the digits alone. A digest of another kind is as good as none.
    private static Digest? DigestOf(IndexReader reader)
    {
        var text = reader.Fields.Digest.IsEmpty ? "" : reader.Text(reader.Fields.Digest);
        var hex = text.StartsWith("sha256:", StringComparison.Ordinal) ? text["sha256:".Length..] : text;
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigitLower) ? new Digest($"sha256:{hex}") : null;
    }

    private static DateTimeOffset? Moment(IndexReader reader) =>
        !reader.Fields.Created.IsEmpty
        && DateTimeOffset.TryParse(
            reader.Text(reader.Fields.Created),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment
            : null;
}
