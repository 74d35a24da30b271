using System.Text.Json.Serialization;

namespace Deploy.Oci.Manifests;

/// <summary>What an image consists of: a configuration and layers, bottom first.</summary>
/// <param name="Config">Its configuration. A Helm chart in a registry has its Chart.yaml, as JSON, here.</param>
/// <param name="Layers">Its layers, bottom first.</param>
public sealed record ImageManifest(
    [property: JsonPropertyName("config"), JsonPropertyOrder(1)] Descriptor Config,
    [property: JsonPropertyName("layers"), JsonPropertyOrder(2)] IReadOnlyList<Descriptor> Layers
)
{
    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion"), JsonPropertyOrder(-2)]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>The media type of the manifest itself.</summary>
    [JsonPropertyName("mediaType"), JsonPropertyOrder(-1)]
    public string? MediaType { get; init; } = MediaTypes.Manifest;

    /// <summary>Free key-value pairs.</summary>
    [JsonPropertyName("annotations"), JsonPropertyOrder(3)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}

/// <summary>One image for several platforms.</summary>
/// <param name="Manifests">The manifests, with the platform of each.</param>
public sealed record ImageIndex([property: JsonPropertyName("manifests")] IReadOnlyList<Descriptor> Manifests);
