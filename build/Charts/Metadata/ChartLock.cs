using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Charts.Contents;

namespace Deploy.Charts.Metadata;

/// <summary>What <c>helm dependency update</c> decided: exactly which versions a chart is built with.</summary>
/// <param name="Dependencies">The dependencies, each with one version.</param>
/// <param name="Digest">What they and the ranges in Chart.yaml were at that time.</param>
internal sealed record ChartLock(IReadOnlyList<ChartDependency> Dependencies, string Digest)
{
    /// <summary>The file's name; for charts with <c>requirements.yaml</c> it is <c>requirements.lock</c>.</summary>
    public const string FileName = "Chart.lock";

    // Helm takes the digest of JSON as Go writes it: '<', '>' and '&' escaped, nothing else that need not be.
    private static readonly JsonSerializerOptions Go = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the lock from a chart's files; null if it has none.</summary>
    /// <exception cref="UsageException">Malformed.</exception>
    public static ChartLock? Read(ChartContents contents, string source) =>
        (contents.Find(FileName) ?? contents.Find("requirements.lock")) is { } file ? Parse(file, source) : null;

    /// <summary>Reads a lock.</summary>
    /// <exception cref="UsageException">Malformed.</exception>
    public static ChartLock Parse(ChartFile file, string source)
    {
        var fields = ChartFields.Parse(file.Content, $"{source}/{file.Path}");
        return new([.. fields.Mappings("dependencies").Select(ChartDependency.Parse)], fields.Text("digest") ?? "");
    }

    /// <summary>Whether it was made for these dependencies of Chart.yaml.</summary>
    public bool Matches(IReadOnlyList<ChartDependency> required) => Digest == DigestOf(required, Dependencies);

    private static string DigestOf(IEnumerable<ChartDependency> required, IEnumerable<ChartDependency> locked)
    {
        var both = new JsonArray(List(required), List(locked));
        var json = both.ToJsonString(Go)
            .Replace("<", "\\u003c", StringComparison.Ordinal)
            .Replace(">", "\\u003e", StringComparison.Ordinal)
            .Replace("&", "\\u0026", StringComparison.Ordinal);
        return Model.Images.Digest.Of(Encoding.UTF8.GetBytes(json)).Value;
    }

    private static JsonArray List(IEnumerable<ChartDependency> dependencies) =>
        new([.. dependencies.Select(dependency => dependency.Fields.DeepClone())]);
}
