using System.Text.Json.Serialization;

namespace Deploy.Oci.Manifests;

/// <summary>A pointer to content: what it is, which bytes, how many.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Digest">Which bytes.</param>
/// <param name="Size">How many bytes.</param>
public sealed record Descriptor(
    [property: JsonPropertyName("mediaType")] string MediaType,
    [property: JsonPropertyName("digest")] Digest Digest,
    [property: JsonPropertyName("size")] long Size
)
{
    /// <summary>What it runs on; only in an index.</summary>
    [JsonPropertyName("platform")]
    public ImagePlatform? Platform { get; init; }

    /// <summary>Where it is fetched from if not from the registry; only of layers that may not be distributed.</summary>
    [JsonPropertyName("urls")]
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>Free key-value pairs.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
