using System.Net;

namespace Deploy.Sandbox.Tests.Registry;

public sealed class BlobTests() : RegistryFixture()
{
    [Fact]
    public async Task Should_say_that_it_speaks_version_2()
    {
        var response = await GetAsync("/v2/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Docker-Distribution-Api-Version").ShouldBe(["registry/2.0"]);
    }

    [Fact]
    public async Task Should_take_a_blob_in_one_request()
    {
        var digest = await UploadAsync("users/api/gunicorn", "a layer");

        var response = await GetAsync($"/v2/users/api/gunicorn/blobs/{digest}");

        (await response.Content.ReadAsStringAsync()).ShouldBe("a layer");
        response.Headers.GetValues("Docker-Content-Digest").ShouldBe([digest.Value]);
    }

    [Fact]
    public async Task Should_take_a_blob_that_is_announced_and_then_put()
    {
        var begin = await SendAsync(HttpMethod.Post, "/v2/web/blobs/uploads/");
        var finish = await SendAsync(
            HttpMethod.Put,
            $"{begin.Headers.Location}?digest={DigestOf("content")}",
            "content"
        );

        begin.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        finish.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await GetAsync($"/v2/web/blobs/{DigestOf("content")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Should_take_a_blob_in_chunks_and_say_how_far_it_is()
    {
        var location = (await SendAsync(HttpMethod.Post, "/v2/web/blobs/uploads/")).Headers.Location!.ToString();

        var first = await SendAsync(HttpMethod.Patch, location, "one", header: ("Content-Range", "0-2"));
        var status = await GetAsync(location);
        var second = await SendAsync(HttpMethod.Patch, location, "two", header: ("Content-Range", "3-5"));
        var finish = await SendAsync(HttpMethod.Put, $"{location}?digest={DigestOf("onetwo")}");

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        first.Headers.GetValues("Range").ShouldBe(["0-2"]);
        status.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        status.Headers.GetValues("Range").ShouldBe(["0-2"]);
        second.Headers.GetValues("Range").ShouldBe(["0-5"]);
        finish.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Should_refuse_a_chunk_that_leaves_a_gap_and_say_where_to_go_on()
    {
        var location = (await SendAsync(HttpMethod.Post, "/v2/web/blobs/uploads/")).Headers.Location!.ToString();
        await SendAsync(HttpMethod.Patch, location, "one", header: ("Content-Range", "0-2"));

        var response = await SendAsync(HttpMethod.Patch, location, "far", header: ("Content-Range", "9-11"));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Headers.GetValues("Range").ShouldBe(["0-2"]);
    }

    [Fact]
    public async Task Should_refuse_content_that_is_not_what_its_digest_says()
    {
        var response = await SendAsync(HttpMethod.Post, $"/v2/web/blobs/uploads/?digest={DigestOf("a")}", "b");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            $$"""{"errors":[{"code":"DIGEST_INVALID","message":"provided digest did not match uploaded content","detail":"{{DigestOf("a")}}"}]}"""
        );
        (await GetAsync($"/v2/web/blobs/{DigestOf("a")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Should_give_a_repository_only_what_was_uploaded_or_mounted_there()
    {
        var digest = await UploadAsync("base/python", "a layer");

        var before = await SendAsync(HttpMethod.Head, $"/v2/web/blobs/{digest}");
        var mount = await SendAsync(HttpMethod.Post, $"/v2/web/blobs/uploads/?mount={digest}&from=base/python");
        var after = await SendAsync(HttpMethod.Head, $"/v2/web/blobs/{digest}");

        before.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        mount.StatusCode.ShouldBe(HttpStatusCode.Created);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        after.Content.Headers.ContentLength.ShouldBe(7);
    }

    [Fact]
    public async Task Should_begin_an_upload_where_there_is_nothing_to_mount()
    {
        var response = await SendAsync(HttpMethod.Post, $"/v2/web/blobs/uploads/?mount={DigestOf("x")}&from=base/none");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Location!.ToString().ShouldStartWith("/v2/web/blobs/uploads/");
    }

    [Fact]
    public async Task Should_serve_a_part_of_a_blob()
    {
        var digest = await UploadAsync("web", "0123456789");

        var response = await SendAsync(HttpMethod.Get, $"/v2/web/blobs/{digest}", header: ("Range", "bytes=4-6"));

        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await response.Content.ReadAsStringAsync()).ShouldBe("456");
    }

    [Fact]
    public async Task Should_delete_a_blob_from_one_repository_only()
    {
        var digest = await UploadAsync("web", "shared");
        await UploadAsync("api", "shared");

        var response = await SendAsync(HttpMethod.Delete, $"/v2/web/blobs/{digest}");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await GetAsync($"/v2/web/blobs/{digest}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync($"/v2/api/blobs/{digest}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/v2/web/blobs/uploads/0123456789abcdef", "BLOB_UPLOAD_UNKNOWN")]
    [InlineData("/v2/web/blobs/uploads/..%2f..%2fsecret", "BLOB_UPLOAD_UNKNOWN")]
    [InlineData("/v2/web/blobs/sha256:00", "DIGEST_INVALID")]
    [InlineData("/v2/Web/tags/list", "NAME_INVALID")]
    [InlineData("/v2/a/../b/_x/tags/list", "NAME_INVALID")]
    [InlineData("/v2/nowhere/tags/list", "NAME_UNKNOWN")]
    [InlineData("/v2/nowhere/manifests/latest", "NAME_UNKNOWN")]
    public async Task Should_name_what_is_wrong_with_a_request(string path, string code)
    {
        var response = await GetAsync(path);

        ((int)response.StatusCode).ShouldBeInRange(400, 499);
        (await response.Content.ReadAsStringAsync()).ShouldStartWith($$"""{"errors":[{"code":"{{code}}",""");
    }

    [Fact]
    public async Task Should_take_blobs_larger_than_a_web_server_takes_by_default()
    {
        var layer = new string('x', 40_000_000);

        var digest = await UploadAsync("web", layer);

        var response = await SendAsync(HttpMethod.Head, $"/v2/web/blobs/{digest}");
        response.Content.Headers.ContentLength.ShouldBe(40_000_000);
    }
}
