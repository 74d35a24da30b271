namespace Deploy.Images.Build;

/// <summary>Makes images. It can be repeated: what is there already is not made again.</summary>
public interface IImageBuilder
{
    /// <summary>Makes an image, here.</summary>
    /// <exception cref="FailedException">The builder is missing or failed.</exception>
    Task<BuiltImage> BuildAsync(ImageBuild build, CancellationToken cancellationToken);
}

/// <summary>An image that was made and is not in a registry yet.</summary>
/// <param name="Image">Where it goes, with its tag; with its digest too where the builder knows it before the push.</param>
/// <param name="Id">The digest of its configuration: what docker calls an image's id.</param>
/// <param name="Reused">Whether all of it was there from an earlier build.</param>
/// <param name="PushAsync">
/// Pushes it, unless the registry has it, and reads back what the registry then has under its tag. Fails, among others,
/// where the tag is taken by another image; both digests are named.
/// </param>
public sealed record BuiltImage(
    ImageReference Image,
    Digest Id,
    bool Reused,
    Func<CancellationToken, Task<PushedImage>> PushAsync
);

/// <summary>An image in its registry.</summary>
/// <param name="Image">Its reference, with tag and digest: what is installed is this digest.</param>
/// <param name="BytesUploaded">How many bytes were sent to the registry; null where the builder does not tell.</param>
/// <param name="Reused">Whether the registry had it already.</param>
public sealed record PushedImage(ImageReference Image, long? BytesUploaded, bool Reused);
