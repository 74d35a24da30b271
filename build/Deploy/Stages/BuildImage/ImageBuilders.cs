using Deploy.Images.Build;

namespace Deploy.Stages.BuildImage;

/// <summary>The image builders, each made when it is first needed, and what they built in this run.</summary>
public sealed class ImageBuilders(IReadOnlyDictionary<ImageBuilderKind, Lazy<IImageBuilder>> builders)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(ServiceName, string), BuiltImage> _built =
        new();

    /// <summary>The builder of a kind.</summary>
    public IImageBuilder this[ImageBuilderKind kind] => builders[kind].Value;

    /// <summary>Keeps what was built, for the stage that pushes it.</summary>
    public void Keep(ServiceName service, string image, BuiltImage built) => _built[(service, image)] = built;

    /// <summary>What was built for an image of a service.</summary>
    public BuiltImage Built(ServiceName service, string image) => _built[(service, image)];
}
