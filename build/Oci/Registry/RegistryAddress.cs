namespace Deploy.Oci.Registry;

/// <summary>Where a registry's API is.</summary>
internal static class RegistryAddress
{
    /// <summary>HTTPS everywhere but on this machine, where registries have no certificate.</summary>
    public static Uri Of(RegistryHost registry, string path) =>
        new($"{(registry.IsLoopback ? "http" : "https")}://{Api(registry)}/v2/{path}");

    // Docker Hub is the one registry whose API has another name than its images.
    private static string Api(RegistryHost registry) =>
        registry.Value is "docker.io" or "index.docker.io" ? "registry-1.docker.io" : registry.Value;
}
