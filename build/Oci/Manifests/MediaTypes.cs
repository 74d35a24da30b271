namespace Deploy.Oci.Manifests;

/// <summary>The media types of the OCI image specification, and Docker's older names for the same content.</summary>
public static class MediaTypes
{
    /// <summary>An image manifest.</summary>
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>A list of manifests, one per platform.</summary>
    public const string Index = "application/vnd.oci.image.index.v1+json";

    /// <summary>An image's configuration.</summary>
    public const string Config = "application/vnd.oci.image.config.v1+json";

    /// <summary>A layer: a tar archive, compressed by gzip.</summary>
    public const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>Docker's image manifest, version 2, schema 2.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Docker's list of manifests.</summary>
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>What a client that reads images accepts.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [Manifest, Index, DockerManifest, DockerIndex];

    /// <summary>Whether this is a list of manifests.</summary>
    public static bool IsIndex(string mediaType) => mediaType is Index or DockerIndex;

    /// <summary>OCI's name for content that Docker names otherwise; the bytes are the same.</summary>
    public static string ToOci(string mediaType) =>
        mediaType switch
        {
            DockerManifest => Manifest,
            DockerIndex => Index,
            "application/vnd.docker.container.image.v1+json" => Config,
            "application/vnd.docker.image.rootfs.diff.tar.gzip" => Layer,
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip" =>
                "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            _ => mediaType,
        };
}
