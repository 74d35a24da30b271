namespace Deploy.Stages.BuildImage;

/// <summary>A base image as the catalog names it.</summary>
internal static class BaseImageName
{
    /// <summary>
    /// Reads <c>[registry/]repository[:tag][@digest]</c>. The first segment is a registry where it has a dot or a port,
    /// or is localhost, as docker has it; else the image is in the run's own registry.
    /// </summary>
    public static ImageReference Parse(string name, RegistryHost own)
    {
        var (rest, digest) = name.LastIndexOf('@') is > 0 and var at
            ? (name[..at], new Digest(name[(at + 1)..]))
            : (name, null);
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : rest[..slash];
        var registry =
            first.Contains('.') || first.Contains(':') || first == "localhost" ? new RegistryHost(first) : own;
        var path = registry == own && first != own.Value ? rest : rest[(slash + 1)..];
        var (repository, tag) = path.LastIndexOf(':') is > 0 and var colon
            ? (path[..colon], new ImageTag(path[(colon + 1)..]))
            : (path, digest is null ? new ImageTag("latest") : null);
        return new(registry, new ImageRepository(repository), tag, digest);
    }
}
