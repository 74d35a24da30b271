using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Deploy.Oci.Manifests;
using Deploy.Tools.Files;

namespace Deploy.Images.Build.Layer;

/// <summary>A layer that was made here.</summary>
/// <param name="Descriptor">The compressed archive.</param>
/// <param name="DiffId">The archive itself, which an image's configuration names.</param>
/// <param name="Path">Where the compressed archive is.</param>
/// <param name="Reused">Whether it was there before.</param>
internal sealed record ImageLayer(Descriptor Descriptor, Digest DiffId, string Path, bool Reused);

/// <summary>Writes layers: the same files, owner and modes always give the same bytes.</summary>
internal sealed class LayerWriter(ContentCache cache)
{
    // Raised when the same inputs would give other bytes.
    private const string Format = "layer 1";

    public async Task<ImageLayer> WriteAsync(
        IReadOnlyList<LayerFile> files,
        FileOwner owner,
        CancellationToken cancellationToken
    )
    {
        var sorted = files.OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var inputs = new InputDigest().Add("format", Format).Add("owner", owner.ToString());
        foreach (var file in sorted)
        {
            var content = await FileDigest.OfAsync(file.Path, cancellationToken);
            inputs.Add(file.Name, $"{file.Mode:D} {content}");
        }

        var layer = await cache.GetOrAddAsync(
            "layers",
            inputs.ToDigest(),
            "layer.tar.gz",
            (path, token) => WriteAsync(path, sorted, owner, token),
            cancellationToken
        );
        return new ImageLayer(
            new Descriptor(MediaTypes.Layer, layer.Digest, new FileInfo(layer.Path).Length),
            await DiffIdOfAsync(layer.Path, cancellationToken),
            layer.Path,
            layer.Reused
        );
    }

    private static async Task WriteAsync(
        string path,
        IReadOnlyList<LayerFile> files,
        FileOwner owner,
        CancellationToken cancellationToken
    )
    {
        await using var output = File.Create(path);
        await using var gzip = new StoredGzipStream(output);
        await using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file.Path);
            await tar.WriteEntryAsync(file.ToEntry(owner, content), cancellationToken);
        }
    }

    private static async Task<Digest> DiffIdOfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var archive = new GZipStream(file, CompressionMode.Decompress);
        return Digest.FromHash(await SHA256.HashDataAsync(archive, cancellationToken));
    }
}
