using System.Net;
using System.Text.Json;
using Deploy.Registry;

namespace Deploy.Sandbox.Tests.Registry;

public sealed class ManifestTests() : RegistryFixture()
{
    [Fact]
    public async Task Should_keep_a_manifest_by_tag_and_by_digest_as_it_was_put()
    {
        var manifest = await PrepareImageAsync("users/api/gunicorn", "layer");

        var put = await PutManifestAsync("users/api/gunicorn", "v1", manifest);
        var byTag = await GetAsync("/v2/users/api/gunicorn/manifests/v1");
        var byDigest = await GetAsync($"/v2/users/api/gunicorn/manifests/{DigestOf(manifest)}");

        put.StatusCode.ShouldBe(HttpStatusCode.Created);
        put.Headers.GetValues("Docker-Content-Digest").ShouldBe([DigestOf(manifest).Value]);
        (await byTag.Content.ReadAsStringAsync()).ShouldBe(manifest);
        byTag.Content.Headers.ContentType!.MediaType.ShouldBe(ManifestType);
        (await byDigest.Content.ReadAsStringAsync()).ShouldBe(manifest);
    }

    [Fact]
    public async Task Should_tell_the_digest_without_the_content()
    {
        var manifest = await PrepareImageAsync("web", "layer");
        await PutManifestAsync("web", "v1", manifest);

        var response = await SendAsync(HttpMethod.Head, "/v2/web/manifests/v1");

        response.Headers.GetValues("Docker-Content-Digest").ShouldBe([DigestOf(manifest).Value]);
        response.Content.Headers.ContentLength.ShouldBe(manifest.Length);
    }

    [Fact]
    public async Task Should_refuse_a_manifest_whose_blobs_are_elsewhere()
    {
        var manifest = await PrepareImageAsync("elsewhere", "layer");

        var response = await PutManifestAsync("web", "v1", manifest);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain("MANIFEST_BLOB_UNKNOWN");
        (await GetAsync("/v2/web/manifests/v1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Should_take_an_index_of_manifests_that_it_has()
    {
        var manifest = await PrepareImageAsync("web", "layer");
        await PutManifestAsync("web", DigestOf(manifest).Value, manifest);

        var response = await PutManifestAsync(
            "web",
            "v1",
            $$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{ManifestType}}","digest":"{{DigestOf(manifest)}}","size":{{manifest.Length}}}]}"""
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"config":{}}""")]
    [InlineData("""{"layers":{}}""")]
    public async Task Should_refuse_what_is_no_manifest(string content)
    {
        var response = await PutManifestAsync("web", "v1", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("MANIFEST_INVALID");
    }

    [Fact]
    public async Task Should_refuse_a_manifest_of_more_than_four_mebibytes()
    {
        var response = await PutManifestAsync("web", "v1", $$"""{"padding":"{{new string('x', 5_000_000)}}"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Should_keep_a_connection_that_brought_a_manifest()
    {
        // Each request goes over the connection of the one before it.
        for (var i = 0; i < 200; i++)
        {
            var response = await PutManifestAsync("web", "v1", "{}");

            response.StatusCode.ShouldBe(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task Should_move_a_tag_to_other_content()
    {
        await PutManifestAsync("web", "v1", await PrepareImageAsync("web", "old"));
        var newer = await PrepareImageAsync("web", "new");

        await PutManifestAsync("web", "v1", newer);

        (await (await GetAsync("/v2/web/manifests/v1")).Content.ReadAsStringAsync()).ShouldBe(newer);
    }

    [Fact]
    public async Task Should_list_tags_and_repositories_in_order_and_in_pages()
    {
        var manifest = await PrepareImageAsync("web", "layer");
        foreach (var tag in (string[])["v2", "v10", "v1"])
        {
            await PutManifestAsync("web", tag, manifest);
        }

        await UploadAsync("users/api", "x");

        var tags = await GetAsync("/v2/web/tags/list");
        var page = await GetAsync("/v2/web/tags/list?n=2");
        var next = await GetAsync("/v2/web/tags/list?n=2&last=v10");
        var catalog = await GetAsync("/v2/_catalog");

        (await tags.Content.ReadAsStringAsync()).ShouldBe("""{"name":"web","tags":["v1","v10","v2"]}""");
        (await page.Content.ReadAsStringAsync()).ShouldBe("""{"name":"web","tags":["v1","v10"]}""");
        page.Headers.GetValues("Link").ShouldBe(["</v2/web/tags/list?n=2&last=v10>; rel=\"next\""]);
        (await next.Content.ReadAsStringAsync()).ShouldBe("""{"name":"web","tags":["v2"]}""");
        next.Headers.Contains("Link").ShouldBeFalse();
        (await catalog.Content.ReadAsStringAsync()).ShouldBe("""{"repositories":["users/api","web"]}""");
    }

    [Fact]
    public async Task Should_delete_a_manifest_with_its_tags()
    {
        var manifest = await PrepareImageAsync("web", "layer");
        await PutManifestAsync("web", "v1", manifest);
        await PutManifestAsync("web", "v2", await PrepareImageAsync("web", "other"));

        var response = await SendAsync(HttpMethod.Delete, $"/v2/web/manifests/{DigestOf(manifest)}");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var tags = JsonDocument.Parse(await (await GetAsync("/v2/web/tags/list")).Content.ReadAsStringAsync());
        tags.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["v2"]);
    }

    [Fact]
    public async Task Should_delete_a_tag_and_keep_its_manifest()
    {
        var manifest = await PrepareImageAsync("web", "layer");
        await PutManifestAsync("web", "v1", manifest);

        await SendAsync(HttpMethod.Delete, "/v2/web/manifests/v1");

        (await GetAsync("/v2/web/manifests/v1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync($"/v2/web/manifests/{DigestOf(manifest)}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

public sealed class ImmutableTagTests() : RegistryFixture(new RegistryOptions { ImmutableTags = true })
{
    [Fact]
    public async Task Should_refuse_to_move_a_tag_as_ecr_does()
    {
        await PutManifestAsync("web", "v1", await PrepareImageAsync("web", "old"));

        var response = await PutManifestAsync("web", "v1", await PrepareImageAsync("web", "new"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"TAG_INVALID\"");
    }

    [Fact]
    public async Task Should_take_the_same_content_again()
    {
        var manifest = await PrepareImageAsync("web", "layer");
        await PutManifestAsync("web", "v1", manifest);

        var response = await PutManifestAsync("web", "v1", manifest);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }
}
