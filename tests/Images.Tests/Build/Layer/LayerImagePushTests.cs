using Deploy.Images.Build;

namespace Deploy.Images.Tests.Build.Layer;

public sealed class LayerImagePushTests : LayerFixture
{
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

        var failure = await Should.ThrowAsync<FailedException>(() => second.PushAsync(default));

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
    public async Task Should_send_a_base_of_another_registry_once_for_all_services()
    {
        await using var other = await Deploy.Testing.Registry.RegistryServer.StartAsync();
        var @base = await PushBaseAsync();
        var builder = Builder();
        var images = await Task.WhenAll(
            new[] { "users/api/gunicorn", "infosite/gunicorn", "webhooks/gunicorn" }.Select(async repository =>
            {
                var build = Build(repository: repository) with { Base = @base };
                return await PushAsync(build with { Image = build.Image with { Registry = other.Host } }, builder);
            })
        );

        foreach (var image in images)
        {
            (await DownloadAsync(image.Image, BlobOf("base layer of amd64").Descriptor)).ShouldBe(
                "base layer of amd64"
            );
        }

        other
            .Requests.Count(request => request.Contains("?mount=", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(2, "two services take over what the first has brought");
    }
}
