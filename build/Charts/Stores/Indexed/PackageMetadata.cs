using System.Text;
using Deploy.Charts.Packaging;

namespace Deploy.Charts.Stores.Indexed;

/// <summary>What the helm-s3 plugin keeps as metadata of a package's object, so that it can list charts without opening them.</summary>
internal static class PackageMetadata
{
    private const string Chart = "chart-metadata";
    private const string ChartDigest = "chart-digest";

    // The plugin's own limit; S3 takes 2 KB.
    private const int LimitBytes = 1900;

    /// <summary>The metadata; none if it is too large, and then the plugin opens the package.</summary>
    public static IReadOnlyDictionary<string, string> Of(ChartPackage package)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Chart] = package.Metadata.ToJson(),
            [ChartDigest] = package.Digest.Hex,
        };
        return metadata.Sum(pair => pair.Key.Length + Encoding.UTF8.GetByteCount(pair.Value)) <= LimitBytes
            ? metadata
            : new Dictionary<string, string>();
    }
}
