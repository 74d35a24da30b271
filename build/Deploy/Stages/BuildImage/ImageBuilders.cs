using Deploy.Images.Build;

namespace Deploy.Stages.BuildImage;

/// <summary>The image builders, each made when it is first needed.</summary>
public sealed class ImageBuilders(IReadOnlyDictionary<ImageBuilderKind, Lazy<IImageBuilder>> builders)
{
    /// <summary>The builder of a kind.</summary>
    public IImageBuilder this[ImageBuilderKind kind] => builders[kind].Value;
}
