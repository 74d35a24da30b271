namespace Deploy.Oci.Ecr;

/// <summary>
/// The few calls of Amazon ECR's API that a deploy makes. Every failure is a <see cref="FailedException"/> that names
/// the call and what to do; throttled calls are tried again by the SDK.
/// </summary>
public interface IEcr
{
    /// <summary>Gets the login that docker uses for all repositories that the caller may see. It is good for 12 hours.</summary>
    Task<EcrLogin> GetAuthorizationTokenAsync(CancellationToken cancellationToken);

    /// <summary>Finds a repository; null where there is none of that name.</summary>
    Task<EcrRepository?> FindRepositoryAsync(ImageRepository repository, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a repository whose tags cannot be moved and whose images are scanned; one that somebody else has made
    /// meanwhile will do.
    /// </summary>
    Task<EcrRepository> CreateRepositoryAsync(ImageRepository repository, CancellationToken cancellationToken);

    /// <summary>Finds an image by its tag; null where the repository has none of that name.</summary>
    Task<EcrImage?> FindImageAsync(ImageRepository repository, ImageTag tag, CancellationToken cancellationToken);

    /// <summary>Fetches an image's manifest by its tag, byte for byte; null where the repository has none of that name.</summary>
    Task<EcrManifest?> GetManifestAsync(ImageRepository repository, ImageTag tag, CancellationToken cancellationToken);
}

/// <summary>A login to the registry. It shows its user, never its password.</summary>
/// <param name="Username">Always <c>AWS</c>.</param>
/// <param name="Password">The token.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
public sealed record EcrLogin(string Username, string Password, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Username}, until {ExpiresAt:u}";
}

/// <summary>A repository.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Registry">The account's registry, where docker finds it.</param>
/// <param name="HasImmutableTags">Whether a tag, once pushed, stays with its image.</param>
public sealed record EcrRepository(ImageRepository Name, RegistryHost Registry, bool HasImmutableTags);

/// <summary>An image in a repository.</summary>
/// <param name="Digest">Its manifest.</param>
/// <param name="PushedAt">When it was pushed.</param>
/// <param name="Tags">All its tags.</param>
public sealed record EcrImage(Digest Digest, DateTimeOffset PushedAt, IReadOnlyList<string> Tags);

/// <summary>A manifest as the registry keeps it.</summary>
/// <param name="Digest">What names it.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Content">Its text.</param>
public sealed record EcrManifest(Digest Digest, string MediaType, string Content);
