using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;

namespace Deploy.Images.Build.Layer;

/// <summary>The image that layers are put on.</summary>
/// <param name="Image">Where it is, with its digest; null for none.</param>
/// <param name="Layers">Its layers, bottom first.</param>
/// <param name="Configuration">Its configuration, with everything in it that we do not know.</param>
internal sealed record BaseImage(ImageReference? Image, IReadOnlyList<Descriptor> Layers, JsonObject Configuration)
{
    /// <summary>Nothing at all.</summary>
    public static BaseImage Scratch(ImagePlatform platform)
    {
        var configuration = new JsonObject { ["architecture"] = platform.Architecture, ["os"] = platform.Os };
        if (platform.Variant is not null)
        {
            configuration["variant"] = platform.Variant;
        }

        return new BaseImage(Image: null, [], configuration);
    }

    /// <summary>Fetches an image's manifest and configuration, of the wanted platform where it is for several.</summary>
    public static async Task<BaseImage> FetchAsync(
        IRegistry registry,
        ImageReference image,
        ImagePlatform platform,
        CancellationToken cancellationToken
    )
    {
        var manifest = await GetAsync(registry, image, cancellationToken);
        if (MediaTypes.IsIndex(manifest.MediaType))
        {
            image = image with { Digest = Choose(image, manifest.ToIndex(), platform) };
            manifest = await GetAsync(registry, image, cancellationToken);
        }

        var content = manifest.ToImage();
        using var buffer = new MemoryStream();
        await registry.Blobs.DownloadAsync(image, content.Config, buffer, cancellationToken);
        var configuration = Parse(image, buffer.ToArray());
        RequirePlatform(image, configuration, platform);
        return new BaseImage(
            image with
            {
                Digest = manifest.Digest,
            },
            [.. content.Layers.Select(layer => layer with { MediaType = MediaTypes.ToOci(layer.MediaType) })],
            configuration
        );
    }

    private static async Task<Manifest> GetAsync(
        IRegistry registry,
        ImageReference image,
        CancellationToken cancellationToken
    ) =>
        await registry.Manifests.GetAsync(image, cancellationToken)
        ?? throw new FailedException($"there is no base image {image}")
        {
            NextStep = "push it, or name another one in the catalog",
        };

    private static Digest Choose(ImageReference image, ImageIndex index, ImagePlatform platform) =>
        index.Manifests.FirstOrDefault(entry => entry.Platform is { } offered && platform.Accepts(offered))?.Digest
        ?? throw new FailedException(
            $"the base image {image} is not made for {platform}; it is made for "
                + string.Join(", ", index.Manifests.Select(entry => entry.Platform).Where(IsReal))
        );

    // Indexes that docker makes also list attestations, for a platform called "unknown".
    private static bool IsReal(ImagePlatform? platform) => platform is { Os: not "unknown" };

    private static void RequirePlatform(ImageReference image, JsonObject configuration, ImagePlatform platform)
    {
        var own = new ImagePlatform(
            (string?)configuration["os"] ?? platform.Os,
            (string?)configuration["architecture"] ?? platform.Architecture,
            (string?)configuration["variant"]
        );
        if (!platform.Accepts(own))
        {
            throw new FailedException($"the base image {image} is not made for {platform}; it is made for {own}");
        }
    }

    private static JsonObject Parse(ImageReference image, byte[] configuration)
    {
        try
        {
            return JsonNode.Parse(configuration)!.AsObject();
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new FailedException($"the base image {image} has a configuration that cannot be read", exception);
        }
    }
}
