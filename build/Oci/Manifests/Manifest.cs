using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Deploy.Oci.Manifests;

/// <summary>A manifest as a registry keeps it: its bytes, which its digest names, and its media type.</summary>
/// <param name="MediaType">An image, an index, or anything else that registries take.</param>
/// <param name="Content">The bytes.</param>
public sealed record Manifest(string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>What names it.</summary>
    public Digest Digest { get; } = Digest.Of(Content.Span);

    /// <summary>A pointer to it.</summary>
    public Descriptor Descriptor => new(MediaType, Digest, Content.Length);

    /// <summary>The bytes of an image manifest. The same manifest always gives the same bytes.</summary>
    public static Manifest Of(ImageManifest image) =>
        new(
            image.MediaType ?? MediaTypes.Manifest,
            OciJson.Write(json => JsonSerializer.Serialize(json, image, OciJson.Default.ImageManifest))
        );

    /// <summary>The image manifest that this is.</summary>
    /// <exception cref="FailedException">It is none.</exception>
    public ImageManifest ToImage() => Read(OciJson.Default.ImageManifest, "image manifest");

    /// <summary>The index that this is.</summary>
    /// <exception cref="FailedException">It is none.</exception>
    public ImageIndex ToIndex() => Read(OciJson.Default.ImageIndex, "image index");

    private T Read<T>(JsonTypeInfo<T> type, string kind)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Content.Span, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new FailedException($"{Digest} is no {kind}: {Printable.Escape(exception.Message)}", exception);
        }
    }
}
