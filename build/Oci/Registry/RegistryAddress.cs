namespace Deploy.Oci.Registry;

/// <summary>Where a registry's API is.</summary>
internal static class RegistryAddress
{
    /// <summary>HTTPS everywhere but on this machine, where registries have no certificate.</summary>
    public static Uri Of(RegistryHost registry, string path) =>
        new($"{(registry.IsLoopback ? "http" : "https")}://{Api(registry)}/v2/{path}");

    /// <summary>Where a registry's answer sends the next request.</summary>
    /// <exception cref="RegistryException">Out of encryption.</exception>
    public static Uri Next(RegistryCall call, Uri location)
    {
        var next = new Uri(call.Address, location);
        return next.Scheme == Uri.UriSchemeHttps || next.Scheme == call.Address.Scheme
            ? next
            : throw new RegistryException(
                RegistryFault.Other,
                call.Repository,
                $"the registry {call.Address.Authority} wants {call} to go on without encryption, at {next.Scheme}://{next.Authority}; "
                    + "a registry behind a proxy has to be told that it is reached by https (X-Forwarded-Proto)"
            );
    }

    // Docker Hub is the one registry whose API has another name than its images.
    private static string Api(RegistryHost registry) =>
        registry.Value is "docker.io" or "index.docker.io" ? "registry-1.docker.io" : registry.Value;
}
