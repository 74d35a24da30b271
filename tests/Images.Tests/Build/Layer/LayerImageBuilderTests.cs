using System.Text;
using Deploy.Images.Build;
using Deploy.Images.Pex;
using Deploy.Oci.Manifests;

namespace Deploy.Images.Tests.Build.Layer;

public sealed class LayerImageBuilderTests : LayerFixture
{
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
            new Manifest(MediaTypes.DockerIndex, Encoding.UTF8.GetBytes(index)),
            default
        );

        var build = Build() with { Base = image, Platform = ImagePlatform.Parse("linux/arm64") };
        var (manifest, config) = await PullAsync((await PushAsync(build)).Image);
        var failure = await Should.ThrowAsync<FailedException>(() =>
            Builder().BuildAsync(build with { Platform = ImagePlatform.Parse("linux/s390x") }, default)
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
            var path = Path.Combine(Folder.FullName, "static", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
        }

        var build = Build() with
        {
            Owner = new FileOwner(1000, 1001),
            StaticFiles = new StaticFiles(
                new SourceRoot(Path.Combine(Folder.FullName, "static"), [longName, "index.html"]),
                "/srv/static"
            ),
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
