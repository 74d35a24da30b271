using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Deploy.Images.Build;
using Deploy.Images.Build.Layer;
using Deploy.Images.Pex;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;
using Deploy.Oci.Tests.Registry;

namespace Deploy.Images.Tests.Build.Layer;

/// <summary>A layer builder over a registry that listens.</summary>
public abstract class LayerFixture() : ClientFixture()
{
    private protected static ImageSource Source { get; } =
        new(
            "0123456789abcdef0123456789abcdef01234567",
            new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)),
            "https://git.example/services"
        );

    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("layer-");

    private int _caches;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        Folder.Delete(recursive: true);
    }

    private protected PexFile Pex(string content = "#!/usr/bin/env python3\nprint('hello')\n")
    {
        var path = Path.Combine(Folder.FullName, $"{Digest.Of(Encoding.UTF8.GetBytes(content)).Short}.pex");
        File.WriteAllText(path, content);
        return new PexFile(path, Digest.Of(File.ReadAllBytes(path)), Reused: false);
    }

    private protected ImageBuild Build(
        PexFile? pex = null,
        string repository = "users/api/gunicorn",
        string tag = "v1"
    ) => new(Repository(repository) with { Tag = new ImageTag(tag) }, pex ?? Pex(), Source);

    private protected LayerImageBuilder Builder() =>
        new(Registry, new ContentCache(Path.Combine(Folder.FullName, $"cache{_caches++}")));

    private protected async Task<PushedImage> PushAsync(ImageBuild build, LayerImageBuilder? builder = null)
    {
        builder ??= Builder();
        return await (await builder.BuildAsync(build, default)).PushAsync(default);
    }

    private protected async Task<(ImageManifest Manifest, JsonNode Config)> PullAsync(ImageReference image)
    {
        var manifest = (await Registry.Manifests.GetAsync(image, default))!.ToImage();
        return (manifest, JsonNode.Parse(await DownloadAsync(image, manifest.Config))!);
    }

    private protected async Task<List<TarEntry>> EntriesAsync(ImageReference image, Descriptor layer)
    {
        using var content = new MemoryStream();
        await Registry.Blobs.DownloadAsync(image, layer, content, default);
        content.Position = 0;
        await using var archive = new TarReader(new GZipStream(content, CompressionMode.Decompress));
        var entries = new List<TarEntry>();
        while (await archive.GetNextEntryAsync(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Pushes a base image of one layer, as docker writes it, and returns its reference.</summary>
    private protected async Task<ImageReference> PushBaseAsync(
        string repository = "base/python",
        string architecture = "amd64"
    )
    {
        var image = Repository(repository) with { Tag = new ImageTag(architecture) };
        var layer = BlobOf($"base layer of {architecture}");
        layer = layer with
        {
            Descriptor = layer.Descriptor with { MediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip" },
        };
        var config = Blob.Of(
            "application/vnd.docker.container.image.v1+json",
            Encoding.UTF8.GetBytes(
                $$"""
                {"architecture":"{{architecture}}","os":"linux","os.features":["kept"],
                 "config":{"Env":["PATH=/usr/bin","LANG=C"],"Cmd":["python3"],"User":"app","Labels":null},
                 "rootfs":{"type":"layers","diff_ids":["{{Digest.Of("base"u8)}}"]},
                 "history":[{"created_by":"import"}]}
                """
            )
        );
        await Registry.Blobs.UploadAsync(image, layer, mountFrom: null, default);
        await Registry.Blobs.UploadAsync(image, config, mountFrom: null, default);
        var manifest = Manifest.Of(
            new ImageManifest(config.Descriptor, [layer.Descriptor]) { MediaType = MediaTypes.DockerManifest }
        );
        await Registry.Manifests.PutAsync(image, manifest, default);
        return image with { Digest = manifest.Digest };
    }
}
