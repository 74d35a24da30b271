using System.Collections.Concurrent;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;

namespace Deploy.Images.Build.Layer;

/// <summary>Pushes an image's blobs, as far as the registry lacks them, and then its manifest.</summary>
internal sealed class LayerImagePush(IRegistry registry, ContentCache cache)
{
    private const int ParallelUploads = 4;

    // Services share bases: what one of them has brought to the registry, the others take over from there.
    private readonly ConcurrentDictionary<(RegistryHost, Digest), Lazy<Task<ImageRepository>>> _firstToHave = new();

    public async Task<PushedImage> PushAsync(LayerImage image, CancellationToken cancellationToken)
    {
        if (await PushedTag.FindAsync(registry.Manifests, image.Image, cancellationToken))
        {
            return new PushedImage(image.Image, BytesUploaded: 0, Reused: true);
        }

        var sent = 0L;
        await Parallel.ForEachAsync(
            Blobs(image),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancellationToken },
            async (upload, token) =>
            {
                Interlocked.Add(ref sent, await UploadAsync(image.Image, upload.Blob, upload.MountFrom, token));
            }
        );
        await registry.Manifests.PutAsync(image.Image, image.Manifest, cancellationToken);
        await PushedTag.RequireAsync(registry.Manifests, image.Image, cancellationToken);
        return new PushedImage(image.Image, sent + image.Manifest.Content.Length, Reused: false);
    }

    private async Task<long> UploadAsync(
        ImageReference image,
        Blob blob,
        ImageRepository? mountFrom,
        CancellationToken cancellationToken
    )
    {
        var sent = 0L;
        var first = new Lazy<Task<ImageRepository>>(async () =>
        {
            sent = (await registry.Blobs.UploadAsync(image, blob, mountFrom, cancellationToken)).BytesSent;
            return image.Repository;
        });
        var earlier = _firstToHave.GetOrAdd((image.Registry, blob.Descriptor.Digest), first);
        if (earlier == first)
        {
            await first.Value;
            return sent;
        }

        var source = await RepositoryOfAsync(earlier);
        return (
            await registry.Blobs.UploadAsync(
                image,
                blob,
                source == image.Repository ? null : source ?? mountFrom,
                cancellationToken
            )
        ).BytesSent;
    }

    // What failed for another service may succeed for this one.
    private static async Task<ImageRepository?> RepositoryOfAsync(Lazy<Task<ImageRepository>> upload)
    {
        try
        {
            return await upload.Value;
        }
        catch (FailedException)
        {
            return null;
        }
    }

    private IEnumerable<(Blob Blob, ImageRepository? MountFrom)> Blobs(LayerImage image)
    {
        var mountFrom = MountSource(image);
        foreach (var layer in image.Base.Layers.Where(layer => layer.Urls is null).DistinctBy(layer => layer.Digest))
        {
            yield return (OfBase(image.Base.Image!, layer), mountFrom);
        }

        foreach (var layer in image.Layers)
        {
            yield return (Blob.OfFile(layer.Descriptor, layer.Path), null);
        }

        yield return (Blob.Of(MediaTypes.Config, image.Configuration), null);
    }

    // Only a registry of its own can take a layer over; for another one it is fetched, once.
    private Blob OfBase(ImageReference @base, Descriptor layer) =>
        new(
            layer,
            async cancellationToken =>
            {
                var file = await cache.GetOrAddAsync(
                    "base-layers",
                    layer.Digest,
                    "layer.tar.gz",
                    (path, token) => DownloadAsync(@base, layer, path, token),
                    cancellationToken
                );
                return File.OpenRead(file.Path);
            }
        );

    private async Task DownloadAsync(
        ImageReference @base,
        Descriptor layer,
        string path,
        CancellationToken cancellationToken
    )
    {
        await using var file = File.Create(path);
        await registry.Blobs.DownloadAsync(@base, layer, file, cancellationToken);
    }

    private static ImageRepository? MountSource(LayerImage image) =>
        image.Base.Image is { } @base
        && @base.Registry == image.Image.Registry
        && @base.Repository != image.Image.Repository
            ? @base.Repository
            : null;
}
