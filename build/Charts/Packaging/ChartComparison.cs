using Deploy.Charts.Contents;
using Deploy.Charts.Metadata;

namespace Deploy.Charts.Packaging;

/// <summary>How two packages of one version differ.</summary>
public static class ChartComparison
{
    private const string Values = "values.yaml";

    /// <summary>
    /// The files that are in one package only, or differ in what Helm makes of them. The top-level values.yaml does not
    /// count: image tags change it without a new version, and installs take it from the checkout. Chart.yaml and Chart.lock
    /// are compared by meaning, because <c>helm package</c> writes both anew; a byte order mark, which Helm drops, is
    /// passed over.
    /// </summary>
    /// <param name="one">A package.</param>
    /// <param name="other">The package to compare with.</param>
    /// <returns>Paths in ordinal order; empty if the packages are the same chart.</returns>
    public static IReadOnlyList<string> DifferingFiles(ChartPackage one, ChartPackage other) =>
        one.Digest == other.Digest
            ? []
            :
            [
                .. one
                    .Contents.Files.Concat(other.Contents.Files)
                    .Select(file => file.Path)
                    .Distinct(StringComparer.Ordinal)
                    .Where(path =>
                        path != Values && !AreEqual(path, one.Contents.Find(path), other.Contents.Find(path))
                    )
                    .Order(StringComparer.Ordinal),
            ];

    private static bool AreEqual(string path, ChartFile? one, ChartFile? other) =>
        one is not null
        && other is not null
        && (one.Content.Span.SequenceEqual(other.Content.Span) || MeanTheSame(path, one, other));

    private static bool MeanTheSame(string path, ChartFile one, ChartFile other) =>
        path[(path.LastIndexOf('/') + 1)..] switch
        {
            ChartMetadata.FileName when IsChartsOwn(path) => ChartMetadata
                .Parse(ChartFields.Parse(one.Content, path))
                .SaysTheSameAs(ChartMetadata.Parse(ChartFields.Parse(other.Content, path))),
            ChartLock.FileName when IsChartsOwn(path) => ChartLock
                .Parse(one, path)
                .Dependencies.SequenceEqual(ChartLock.Parse(other, path).Dependencies),
            _ => WithoutMark(one.Content.Span).SequenceEqual(WithoutMark(other.Content.Span)),
        };

    // At the top of the chart or of a dependency, and not, say, an example in files/.
    private static bool IsChartsOwn(string path)
    {
        var folders = path.Split('/')[..^1];
        return folders.Length % 2 == 0 && folders.Where((_, i) => i % 2 == 0).All(folder => folder == "charts");
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content) =>
        content.StartsWith("\uFEFF"u8) ? content[3..] : content;
}
