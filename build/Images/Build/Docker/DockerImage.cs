namespace Deploy.Images.Build.Docker;

/// <summary>An image that docker has, under its tag.</summary>
internal sealed record DockerImage(ImageBuild Build, Digest Id)
{
    /// <summary>Where it goes, with its tag.</summary>
    public ImageReference Image => Build.Image;
}
