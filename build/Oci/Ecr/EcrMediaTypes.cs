namespace Deploy.Oci.Ecr;

/// <summary>The manifests that a client understands; ECR would translate others into Docker's first format.</summary>
internal static class EcrMediaTypes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
    ];
}
