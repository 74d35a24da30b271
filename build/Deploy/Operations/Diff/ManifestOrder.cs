using System.Text.RegularExpressions;

namespace Deploy.Operations.Diff;

/// <summary>Brings the documents of two manifests into one order, so that only what differs is shown as different.</summary>
internal static partial class ManifestOrder
{
    /// <summary>The documents by the template that they come from, each ended by a line end.</summary>
    public static string Of(string manifest) =>
        string.Concat(
            Separator()
                .Split(manifest)
                .Select(document => document.Trim('\n', '\r', ' '))
                .Where(document => document.Length > 0)
                .Order(StringComparer.Ordinal)
                .Select(document => $"---\n{document}\n")
        );

    [GeneratedRegex(@"^---[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 30_000)]
    private static partial Regex Separator();
}
