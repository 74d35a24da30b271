namespace Deploy.Images.Build.Docker;

/// <summary>An image that docker has, under its tag.</summary>
internal sealed record DockerImage(ImageBuild Build, Digest Id) : BuiltImage(Build.Image, Id, Reused: false);
