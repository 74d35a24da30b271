using System.Text;
using Deploy.Oci.Manifests;
using Deploy.Registry;

namespace Deploy.Oci.Tests.Registry;

public sealed class ManifestClientTests() : ClientFixture()
{
    private ImageReference Tagged(string tag) => Repository() with { Tag = new ImageTag(tag) };

    [Fact]
    public async Task Should_find_and_fetch_by_tag_and_by_digest()
    {
        var manifest = ManifestOf("one");

        await Registry.Manifests.PutAsync(Tagged("v1"), manifest, default);

        (await Registry.Manifests.FindAsync(Tagged("v1"), default)).ShouldBe(manifest.Descriptor);
        var fetched = await Registry.Manifests.GetAsync(Repository() with { Digest = manifest.Digest }, default);
        fetched!.Digest.ShouldBe(manifest.Digest);
        fetched.MediaType.ShouldBe(MediaTypes.Manifest);
    }

    [Fact]
    public async Task Should_find_nothing_where_nothing_is()
    {
        (await Registry.Manifests.FindAsync(Tagged("v1"), default)).ShouldBeNull();
        (await Registry.Manifests.GetAsync(Tagged("v1"), default)).ShouldBeNull();
        (await Registry.Manifests.TagsAsync(Repository(), default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Fault_25_should_put_again_what_docker_would_give_up(int status)
    {
        Fail(IsManifestPut, times: 2, status);

        await Registry.Manifests.PutAsync(Tagged("v1"), ManifestOf("one"), default);

        (await Registry.Manifests.FindAsync(Tagged("v1"), default))!.Digest.ShouldBe(ManifestOf("one").Digest);
    }

    [Fact]
    public async Task Should_not_try_again_what_the_registry_refuses_for_good()
    {
        Fail(IsManifestPut, times: 99, status: 400, Error("MANIFEST_INVALID", "manifest invalid"));

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Registry.Manifests.PutAsync(Tagged("v1"), ManifestOf("one"), default)
        );

        failure.Problem.ShouldBe(
            $"the registry {Server.Host} answered 400 Bad Request to PUT /v2/users/api/gunicorn/manifests/v1 "
                + "(MANIFEST_INVALID: manifest invalid)"
        );
        Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_list_the_tags_of_all_pages()
    {
        foreach (var tag in (string[])["v1", "v2", "v3"])
        {
            await Registry.Manifests.PutAsync(Tagged(tag), ManifestOf("one"), default);
        }

        Server.Fault = context =>
        {
            if (!context.Request.Query.ContainsKey("n"))
            {
                context.Request.QueryString = context.Request.QueryString.Add("n", "2");
            }

            return ValueTask.FromResult(false);
        };

        (await Registry.Manifests.TagsAsync(Repository(), default)).ShouldBe(["v1", "v2", "v3"]);
    }

    [Fact]
    public async Task Should_fetch_the_manifest_where_the_registry_does_not_tell_its_digest()
    {
        await Registry.Manifests.PutAsync(Tagged("v1"), ManifestOf("one"), default);
        Server.Fault = context =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Remove("Docker-Content-Digest");
                return Task.CompletedTask;
            });
            return ValueTask.FromResult(false);
        };

        (await Registry.Manifests.FindAsync(Tagged("v1"), default)).ShouldBe(ManifestOf("one").Descriptor);
    }

    [Fact]
    public async Task Should_never_take_another_manifest_than_was_asked_for()
    {
        Fail(request => request.Method == "GET", times: 99, status: 200, "{}");

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Registry.Manifests.GetAsync(Repository() with { Digest = Digest.Of("x"u8) }, default)
        );

        failure.Problem.ShouldContain($"sent {Digest.Of("{}"u8)} for the manifest {Digest.Of("x"u8)}");
    }

    [Fact]
    public async Task Should_show_what_a_registry_says_without_its_control_characters()
    {
        Fail(IsManifestPut, times: 1, status: 400, Error("MANIFEST_INVALID", "\\u001b[31mred"));

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Registry.Manifests.PutAsync(Tagged("v1"), ManifestOf("one"), default)
        );

        failure.Problem.ShouldEndWith(@"(MANIFEST_INVALID: \u001b[31mred)");
    }

    [Fact]
    public void Should_write_a_manifest_to_the_byte_as_the_specification_orders_it()
    {
        var config = new Descriptor(MediaTypes.Config, Digest.Of("c"u8), 1);
        var layer = new Descriptor(MediaTypes.Layer, Digest.Of("l"u8), 1);

        var manifest = Manifest.Of(new ImageManifest(config, [layer]));

        Encoding
            .UTF8.GetString(manifest.Content.Span)
            .ShouldBe(
                """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":"""
                    + $$"""{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{config.Digest}}","size":1},"""
                    + $$"""
                    "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{layer.Digest}}","size":1}]}
                    """
            );
    }
}

public sealed class ImmutableTagTests() : ClientFixture(new RegistryOptions { ImmutableTags = true })
{
    [Fact]
    public async Task Fault_25_should_say_that_the_tag_is_taken()
    {
        var image = Repository() with { Tag = new ImageTag("v1") };
        await Registry.Manifests.PutAsync(image, ManifestOf("one"), default);

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Registry.Manifests.PutAsync(image, ManifestOf("two"), default)
        );

        failure.Problem.ShouldStartWith($"tag 'v1' of {Server.Host}/users/api/gunicorn is taken and cannot be moved: ");
        failure.NextStep.ShouldNotBeNull();
    }

    [Fact]
    public async Task Fault_25_should_be_content_where_the_tag_points_to_the_same_manifest()
    {
        var image = Repository() with { Tag = new ImageTag("v1") };
        await Registry.Manifests.PutAsync(image, ManifestOf("one"), default);
        // As a registry does that refuses before it compares.
        Fail(
            IsManifestPut,
            times: 1,
            status: 400,
            Error("TAG_INVALID", "The image tag 'v1' already exists and cannot be overwritten because it is immutable.")
        );

        await Registry.Manifests.PutAsync(image, ManifestOf("one"), default);

        Server.Requests[^1].ShouldStartWith("HEAD");
    }
}
