using Deploy.Oci.Registry;

namespace Deploy.Images.Build;

/// <summary>What a registry has under a tag, held against what was built.</summary>
public static class PushedTag
{
    /// <summary>Whether the registry already has the image under its tag.</summary>
    /// <exception cref="FailedException">The tag is taken by another image.</exception>
    public static async Task<bool> FindAsync(
        IManifests manifests,
        ImageReference image,
        CancellationToken cancellationToken
    )
    {
        var current = await DigestOfAsync(manifests, image, cancellationToken);
        return current is not null && (current == image.Digest ? true : throw Taken(image, current, image.Digest!));
    }

    /// <summary>
    /// Requires that a tag still points to the digest that was pushed: what is installed is what was pushed.
    /// </summary>
    /// <exception cref="FailedException">It points elsewhere, or nowhere; both digests are named.</exception>
    public static async Task RequireAsync(
        IManifests manifests,
        ImageReference image,
        CancellationToken cancellationToken
    )
    {
        var current = await DigestOfAsync(manifests, image, cancellationToken);
        if (current != image.Digest)
        {
            throw new FailedException(
                $"the tag {image with { Digest = null }} points to {current?.Value ?? "nothing"}, "
                    + $"but {image.Digest} was pushed"
            )
            {
                NextStep = "find out who moved the tag, and deploy again from a commit of its own",
            };
        }
    }

    private static async Task<Digest?> DigestOfAsync(
        IManifests manifests,
        ImageReference image,
        CancellationToken cancellationToken
    ) => (await manifests.FindAsync(image with { Digest = null }, cancellationToken))?.Digest;

    /// <summary>The failure that a tag has another image than the one that was built.</summary>
    internal static FailedException Taken(ImageReference image, Digest current, Digest built) =>
        new($"the tag {image with { Digest = null }} is taken by {current}; {built} was built")
        {
            NextStep = "deploy the image that has this tag with --tag, or commit, so that the new image gets its own",
        };
}
