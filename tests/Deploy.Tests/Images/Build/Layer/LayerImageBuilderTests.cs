using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Deploy.Images;
using Deploy.Images.Build;
using Deploy.Images.Build.Layer;
using Deploy.Images.Oci;
using Deploy.Images.Pex;
using Deploy.Images.Registry;
using Deploy.Model;
using Deploy.Tests.Images.Registry;

namespace Deploy.Tests.Images.Build.Layer;

public sealed class LayerImageBuilderTests() : ClientFixture(), IDisposable
{
    private static readonly ImageSource _source = new(
        "0123456789abcdef0123456789abcdef01234567",
        new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)),
        "https://git.example/services"
    );

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("layer-");

    private int _caches;

    public void Dispose() => _folder.Delete(recursive: true);

    private PexFile Pex(string content = "#!/usr/bin/env python3\nprint('hello')\n")
    {
        var path = Path.Combine(
            _folder.FullName,
            $"{Digest.Of(System.Text.Encoding.UTF8.GetBytes(content)).Short}.pex"
        );
        File.WriteAllText(path, content);
        return new PexFile(path, Digest.Of(File.ReadAllBytes(path)), Reused: false);
    }

    private ImageBuild Build(PexFile? pex = null, string repository = "users/api/gunicorn", string tag = "v1") =>
        new(Repository(repository) with { Tag = new ImageTag(tag) }, pex ?? Pex(), _source);

    private LayerImageBuilder Builder() =>
        new(Registry, new ContentCache(Path.Combine(_folder.FullName, $"cache{_caches++}")));

    private async Task<PushedImage> PushAsync(ImageBuild build, LayerImageBuilder? builder = null)
    {
        builder ??= Builder();
        return await builder.PushAsync(await builder.BuildAsync(build, default), default);
    }

    private async Task<(ImageManifest Manifest, JsonNode Config)> PullAsync(ImageReference image)
    {
        var manifest = (await Registry.Manifests.GetAsync(image, default))!.ToImage();
        return (manifest, JsonNode.Parse(await DownloadAsync(image, manifest.Config))!);
    }

    private async Task<List<TarEntry>> EntriesAsync(ImageReference image, Descriptor layer)
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
    private async Task<ImageReference> PushBaseAsync(string repository = "base/python", string architecture = "amd64")
    {
        var image = Repository(repository) with { Tag = new ImageTag(architecture) };
        var layer = BlobOf($"base layer of {architecture}");
        layer = layer with
        {
            Descriptor = layer.Descriptor with { MediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip" },
        };
        var config = Blob.Of(
            "application/vnd.docker.container.image.v1+json",
            System.Text.Encoding.UTF8.GetBytes(
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

    [Fact]
    public async Task Should_put_the_program_on_nothing()
    {
        var pushed = await PushAsync(Build());

        var (manifest, config) = await PullAsync(pushed.Image);
        var entry = (await EntriesAsync(pushed.Image, manifest.Layers.ShouldHaveSingleItem())).ShouldHaveSingleItem();
        entry.Name.ShouldBe("app/service.pex");
        entry.Mode.HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();
        (entry.Uid, entry.Gid, entry.ModificationTime).ShouldBe((0, 0, DateTimeOffset.UnixEpoch));
        (await new StreamReader(entry.DataStream!).ReadToEndAsync()).ShouldBe(
            "#!/usr/bin/env python3\nprint('hello')\n"
        );
        config["config"]!["Entrypoint"]!.ToJsonString().ShouldBe("""["/app/service.pex"]""");
        (string.Concat(config["os"], "/", config["architecture"])).ShouldBe("linux/amd64");
    }

    [Fact]
    public async Task Should_say_what_it_was_made_from()
    {
        var build = Build() with { Labels = new Dictionary<string, string> { ["team"] = "users" } };

        var (_, config) = await PullAsync((await PushAsync(build)).Image);

        config["created"]!.ToString().ShouldBe("2021-03-04T03:06:07Z");
        config["config"]!["Labels"]!
            .AsObject()
            .Select(label => $"{label.Key}={label.Value}")
            .ShouldBe([
                "org.opencontainers.image.created=2021-03-04T03:06:07Z",
                "org.opencontainers.image.revision=0123456789abcdef0123456789abcdef01234567",
                "org.opencontainers.image.source=https://git.example/services",
                "team=users",
            ]);
    }

    [Fact]
    public async Task Should_be_the_same_to_the_byte_whenever_it_is_made()
    {
        var first = await PushAsync(Build());
        File.SetLastWriteTimeUtc(Pex().Path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        var second = await Builder().BuildAsync(Build(), default);

        second.Reused.ShouldBeFalse("the cache is another one");
        second.Image.ShouldBe(first.Image);
        // Fails when a new runtime writes archives or JSON otherwise: then raise the format's number in LayerWriter.
        first.Image.Digest!.Value.ShouldBe("sha256:8ba101b9051257dee14ce3511d24d9515b8f75d98dfcc10bd5321f33dda06b80");
    }

    [Fact]
    public async Task Should_not_write_a_layer_again()
    {
        var builder = Builder();

        (await builder.BuildAsync(Build(), default)).Reused.ShouldBeFalse();
        (await builder.BuildAsync(Build(), default)).Reused.ShouldBeTrue();
    }

    [Fact]
    public async Task Should_send_nothing_when_the_tag_has_the_image()
    {
        var builder = Builder();
        var first = await PushAsync(Build(), builder);
        Server.ForgetRequests();

        var second = await PushAsync(Build(), builder);

        second.ShouldBe(first with { BytesUploaded = 0, Reused = true });
        Server.Requests.ShouldHaveSingleItem().ShouldStartWith("HEAD");
    }

    [Fact]
    public async Task Should_name_both_images_when_the_tag_is_taken()
    {
        var first = await PushAsync(Build());
        var second = await Builder().BuildAsync(Build(Pex("other")), default);

        var failure = await Should.ThrowAsync<FailedException>(() => Builder().PushAsync(second, default));

        failure.Problem.ShouldBe(
            $"the tag {Repository()}:v1 is taken by {first.Image.Digest}; {second.Image.Digest} was built"
        );
    }

    [Fact]
    public async Task Should_notice_that_somebody_moved_the_tag_after_the_push()
    {
        var pushed = await PushAsync(Build());
        await Registry.Manifests.PutAsync(pushed.Image, ManifestOf("moved"), default);

        var failure = await Should.ThrowAsync<FailedException>(() =>
            PushedTag.RequireAsync(Registry.Manifests, pushed.Image, default)
        );

        failure.Problem.ShouldBe(
            $"the tag {Repository()}:v1 points to {ManifestOf("moved").Digest}, but {pushed.Image.Digest} was pushed"
        );
    }

    [Fact]
    public async Task Should_stand_on_a_base_and_keep_all_of_it()
    {
        var build = Build() with
        {
            Base = await PushBaseAsync() with { Digest = null },
            Environment = new Dictionary<string, string> { ["LANG"] = "C.UTF-8", ["PORT"] = "8000" },
        };

        var (manifest, config) = await PullAsync((await PushAsync(build)).Image);

        manifest.MediaType.ShouldBe(MediaTypes.Manifest);
        manifest.Layers.Select(layer => layer.MediaType).Distinct().ShouldBe([MediaTypes.Layer]);
        manifest.Layers[0].Digest.ShouldBe(BlobOf("base layer of amd64").Descriptor.Digest);
        config["os.features"]!.ToJsonString().ShouldBe("""["kept"]""");
        config["config"]!["User"]!.ToString().ShouldBe("app");
        config["config"]!["Cmd"].ShouldBeNull("the base's arguments were for the base's program");
        config["config"]!["Env"]!.ToJsonString().ShouldBe("""["PATH=/usr/bin","LANG=C.UTF-8","PORT=8000"]""");
        config["rootfs"]!["diff_ids"]!.AsArray().Count.ShouldBe(2);
        config["history"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Should_mount_the_bases_layers_instead_of_sending_them()
    {
        var build = Build() with { Base = await PushBaseAsync() };
        Server.ForgetRequests();

        await PushAsync(build);

        var layer = BlobOf("base layer of amd64").Descriptor.Digest;
        Server.Requests.ShouldContain($"POST /v2/users/api/gunicorn/blobs/uploads/?mount={layer}&from=base%2Fpython");
        Server.Requests.ShouldNotContain($"GET /v2/base/python/blobs/{layer}");
    }

    [Fact]
    public async Task Should_send_only_the_programs_layer_after_a_change()
    {
        var @base = await PushBaseAsync();
        await PushAsync(Build() with { Base = @base });
        var changed = new string('x', 50_000);

        var pushed = await PushAsync(Build(Pex(changed), tag: "v2") with { Base = @base });

        pushed.BytesUploaded!.Value.ShouldBeInRange(50_000, 55_000);
    }

    [Fact]
    public async Task Should_copy_a_base_from_another_registry()
    {
        await using var other = await Deploy.Testing.Registry.RegistryServer.StartAsync();
        var build = Build() with { Base = await PushBaseAsync() };
        var elsewhere = build with { Image = build.Image with { Registry = other.Host } };

        var pushed = await PushAsync(elsewhere);

        (await DownloadAsync(pushed.Image, BlobOf("base layer of amd64").Descriptor)).ShouldBe("base layer of amd64");
    }

    [Fact]
    public async Task Should_choose_the_wanted_platform()
    {
        var image = Repository("base/python") with { Tag = new ImageTag("3.11") };
        var entries = new List<string>();
        foreach (var architecture in (string[])["amd64", "arm64"])
        {
            var digest = (await PushBaseAsync("base/python", architecture)).Digest;
            entries.Add(
                $$"""{"mediaType":"{{MediaTypes.DockerManifest}}","digest":"{{digest}}","size":1,"platform":{"os":"linux","architecture":"{{architecture}}"} }"""
            );
        }

        var index = $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', entries)}}]}""";
        await Registry.Manifests.PutAsync(
            image,
            new Manifest(MediaTypes.DockerIndex, System.Text.Encoding.UTF8.GetBytes(index)),
            default
        );

        var build = Build() with { Base = image, Platform = Platform.Parse("linux/arm64") };
        var (manifest, config) = await PullAsync((await PushAsync(build)).Image);
        var failure = await Should.ThrowAsync<FailedException>(() =>
            Builder().BuildAsync(build with { Platform = Platform.Parse("linux/s390x") }, default)
        );

        config["architecture"]!.ToString().ShouldBe("arm64");
        manifest.Layers[0].Digest.ShouldBe(BlobOf("base layer of arm64").Descriptor.Digest);
        failure.Problem.ShouldBe(
            $"the base image {image} is not made for linux/s390x; it is made for linux/amd64, linux/arm64"
        );
    }

    [Fact]
    public async Task Should_refuse_a_base_for_another_platform()
    {
        var @base = await PushBaseAsync(architecture: "arm64");

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Builder().BuildAsync(Build() with { Base = @base }, default)
        );

        failure.Problem.ShouldBe($"the base image {@base} is not made for linux/amd64; it is made for linux/arm64");
    }

    [Fact]
    public async Task Should_say_that_there_is_no_such_base()
    {
        var @base = Repository("base/none") with { Tag = new ImageTag("1") };

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Builder().BuildAsync(Build() with { Base = @base }, default)
        );

        failure.Problem.ShouldBe($"there is no base image {@base}");
    }

    [Fact]
    public async Task Should_put_static_files_into_a_layer_of_their_own()
    {
        var longName = string.Concat(Enumerable.Repeat("folder/", 20)) + "é.css";
        foreach (var name in (string[])["index.html", longName])
        {
            var path = Path.Combine(_folder.FullName, "static", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
        }

        var build = Build() with
        {
            Owner = new FileOwner(1000, 1001),
            StaticFiles = new StaticFiles(SourceRoot.OfFolder(Path.Combine(_folder.FullName, "static")), "/srv/static"),
        };

        var pushed = await PushAsync(build);

        var (manifest, _) = await PullAsync(pushed.Image);
        manifest.Layers.Count.ShouldBe(2);
        var entries = await EntriesAsync(pushed.Image, manifest.Layers[0]);
        entries.Select(entry => entry.Name).ShouldBe([$"srv/static/{longName}", "srv/static/index.html"]);
        entries.ShouldAllBe(entry => entry.Uid == 1000 && entry.Gid == 1001);
        entries.ShouldAllBe(entry => !entry.Mode.HasFlag(UnixFileMode.OtherExecute));
        (await Builder().BuildAsync(build, default)).Image.ShouldBe(pushed.Image);
    }

    [Theory]
    [InlineData("app/service.pex")]
    [InlineData("/")]
    [InlineData("/../etc/passwd")]
    public async Task Should_refuse_a_place_that_is_none(string path)
    {
        var failure = await Should.ThrowAsync<UsageException>(() =>
            Builder().BuildAsync(Build() with { PexPath = path }, default)
        );

        failure.Problem.ShouldStartWith($"'{path}' is no path in an image");
    }
}
