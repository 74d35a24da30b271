using Deploy.Oci.Manifests;

namespace Deploy.Images.Build.Layer;

/// <summary>An image of a base's layers and our own, as an OCI image.</summary>
internal sealed record LayerImage(
    BaseImage Base,
    IReadOnlyList<ImageLayer> Layers,
    byte[] Configuration,
    Manifest Manifest,
    ImageReference Image,
    bool Reused,
    LayerImagePush Push
) : BuiltImage(Image with { Digest = Manifest.Digest }, Digest.Of(Configuration), Reused)
{
    public static LayerImage Of(
        ImageBuild build,
        BaseImage @base,
        IReadOnlyList<ImageLayer> layers,
        LayerImagePush push
    )
    {
        var configuration = ImageConfiguration.Of(@base, build, layers);
        var manifest = Manifest.Of(
            new ImageManifest(
                new Descriptor(MediaTypes.Config, Digest.Of(configuration), configuration.Length),
                [.. @base.Layers, .. layers.Select(layer => layer.Descriptor)]
            )
        );
        return new(@base, layers, configuration, manifest, build.Image, layers.All(layer => layer.Reused), push);
    }

    /// <inheritdoc/>
    public override Task<PushedImage> PushAsync(CancellationToken cancellationToken) =>
        Push.PushAsync(this, cancellationToken);
}
