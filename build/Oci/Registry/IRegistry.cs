using Deploy.Oci.Manifests;

namespace Deploy.Oci.Registry;

/// <summary>The manifests of a registry. Every failure is a <see cref="FailedException"/> that names the registry.</summary>
public interface IManifests
{
    /// <summary>Asks for a manifest by its digest, else by its tag, without fetching it.</summary>
    /// <returns>A pointer to it, or null where the repository has none of that name.</returns>
    Task<Descriptor?> FindAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>Fetches a manifest by its digest, else by its tag. What arrives has the digest that was asked for.</summary>
    /// <returns>The manifest, or null where the repository has none of that name.</returns>
    Task<Manifest?> GetAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a manifest under the reference's tag, or under its digest where the reference has no tag. Tried again on
    /// 429 and 5xx, which docker does not. A tag that already points to the same manifest is a success.
    /// </summary>
    /// <exception cref="FailedException">Among others: the tag is taken by another manifest and cannot be moved.</exception>
    Task PutAsync(ImageReference image, Manifest manifest, CancellationToken cancellationToken);

    /// <summary>The tags of a repository; none where the repository does not exist.</summary>
    Task<IReadOnlyList<string>> TagsAsync(ImageReference repository, CancellationToken cancellationToken);
}

/// <summary>The blobs of a registry's repositories: layers, configurations, charts.</summary>
public interface IBlobs
{
    /// <summary>Whether the repository has a blob.</summary>
    Task<bool> ExistsAsync(ImageReference repository, Digest blob, CancellationToken cancellationToken);

    /// <summary>
    /// Copies a blob to a stream. What arrives has the descriptor's digest and size; a download that breaks off is
    /// begun again, from where <paramref name="destination"/> stands now.
    /// </summary>
    /// <param name="repository">Where it is.</param>
    /// <param name="blob">Which.</param>
    /// <param name="destination">A stream that can seek.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task DownloadAsync(
        ImageReference repository,
        Descriptor blob,
        Stream destination,
        CancellationToken cancellationToken
    );

    /// <summary>Sees to it that the repository has a blob, with the fewest bytes sent.</summary>
    /// <param name="repository">Where it goes.</param>
    /// <param name="blob">What goes there.</param>
    /// <param name="mountFrom">A repository of the same registry that may have it already.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<BlobUpload> UploadAsync(
        ImageReference repository,
        Blob blob,
        ImageRepository? mountFrom,
        CancellationToken cancellationToken
    );
}

/// <summary>A client of any registry that speaks the OCI distribution specification.</summary>
public interface IRegistry
{
    /// <summary>Manifests and tags.</summary>
    IManifests Manifests { get; }

    /// <summary>Layers, configurations and other content.</summary>
    IBlobs Blobs { get; }
}

/// <summary>Content that can be read as often as it takes to send it.</summary>
/// <param name="Descriptor">What it is.</param>
/// <param name="OpenAsync">Opens it at its beginning, as a stream that can seek. Called only if it has to be sent.</param>
public sealed record Blob(Descriptor Descriptor, Func<CancellationToken, Task<Stream>> OpenAsync)
{
    /// <summary>Content that is in memory.</summary>
    public static Blob Of(string mediaType, byte[] content) =>
        new(
            new Descriptor(mediaType, Digest.Of(content), content.Length),
            _ => Task.FromResult<Stream>(new MemoryStream(content))
        );

    /// <summary>Content of a file.</summary>
    public static Blob OfFile(Descriptor descriptor, string path) =>
        new(descriptor, _ => Task.FromResult<Stream>(File.OpenRead(path)));
}

/// <summary>How a repository came to have a blob.</summary>
/// <param name="Outcome">How.</param>
/// <param name="BytesSent">How many bytes of it were sent.</param>
public sealed record BlobUpload(BlobOutcome Outcome, long BytesSent = 0);

/// <summary>How a repository came to have a blob.</summary>
public enum BlobOutcome
{
    /// <summary>It had it.</summary>
    Existing,

    /// <summary>The registry took it over from another repository.</summary>
    Mounted,

    /// <summary>It was sent.</summary>
    Uploaded,
}
