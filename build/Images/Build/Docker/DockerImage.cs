namespace Deploy.Images.Build.Docker;

/// <summary>An image that docker has, under its tag.</summary>
internal sealed record DockerImage(ImageBuild Build, Digest Id, DockerImagePush Push)
    : BuiltImage(Build.Image, Id, Reused: false)
{
    /// <inheritdoc/>
    public override Task<PushedImage> PushAsync(CancellationToken cancellationToken) =>
        Push.PushAsync(this, cancellationToken);
}
