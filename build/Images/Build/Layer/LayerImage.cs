using Deploy.Oci.Manifests;

namespace Deploy.Images.Build.Layer;

/// <summary>An image of a base's layers and our own, as an OCI image.</summary>
internal sealed record LayerImage(
    BaseImage Base,
    IReadOnlyList<ImageLayer> Layers,
    byte[] Configuration,
    Manifest Manifest,
    ImageReference Image,
    bool Reused
)
{
    public static LayerImage Of(ImageBuild build, BaseImage @base, IReadOnlyList<ImageLayer> layers)
    {
        var configuration = ImageConfiguration.Of(@base, build, layers);
        var manifest = Manifest.Of(
            new ImageManifest(
                new Descriptor(MediaTypes.Config, Digest.Of(configuration), configuration.Length),
                [.. @base.Layers, .. layers.Select(layer => layer.Descriptor)]
            )
        );
        return new(
            @base,
            layers,
            configuration,
            manifest,
            build.Image with
            {
                Digest = manifest.Digest,
            },
            layers.All(layer => layer.Reused)
        );
    }
}
