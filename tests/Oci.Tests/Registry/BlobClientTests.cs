using Deploy.Oci.Registry;
using Microsoft.AspNetCore.Http;

namespace Deploy.Oci.Tests.Registry;

public sealed class BlobClientTests() : ClientFixture()
{
    private static readonly string _large = string.Concat(Enumerable.Range(1000, 900));

    [Fact]
    public async Task Should_send_a_small_blob_in_one_piece()
    {
        var blob = BlobOf("a layer");

        var upload = await Registry.Blobs.UploadAsync(Repository(), blob, mountFrom: null, default);

        upload.ShouldBe(new BlobUpload(BlobOutcome.Uploaded, 7));
        (await DownloadAsync(Repository(), blob.Descriptor)).ShouldBe("a layer");
        Server.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task Should_send_a_large_blob_in_chunks()
    {
        var blob = BlobOf(_large);

        var upload = await Registry.Blobs.UploadAsync(Repository(), blob, mountFrom: null, default);

        upload.ShouldBe(new BlobUpload(BlobOutcome.Uploaded, 3600));
        (await DownloadAsync(Repository(), blob.Descriptor)).ShouldBe(_large);
        Server.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task Should_send_nothing_that_the_repository_has()
    {
        await Registry.Blobs.UploadAsync(Repository(), BlobOf("a layer"), mountFrom: null, default);
        Server.ForgetRequests();

        var upload = await Registry.Blobs.UploadAsync(Repository(), BlobOf("a layer"), mountFrom: null, default);

        upload.ShouldBe(new BlobUpload(BlobOutcome.Existing));
        Server.Requests.ShouldHaveSingleItem().ShouldStartWith("HEAD");
    }

    [Fact]
    public async Task Should_have_the_registry_take_a_blob_over_from_another_repository()
    {
        var @base = Repository("base/python");
        await Registry.Blobs.UploadAsync(@base, BlobOf("a layer"), mountFrom: null, default);

        var upload = await Registry.Blobs.UploadAsync(Repository(), BlobOf("a layer"), @base.Repository, default);

        upload.ShouldBe(new BlobUpload(BlobOutcome.Mounted));
        (await DownloadAsync(Repository(), BlobOf("a layer").Descriptor)).ShouldBe("a layer");
    }

    [Fact]
    public async Task Should_send_a_blob_that_the_other_repository_lacks()
    {
        var upload = await Registry.Blobs.UploadAsync(Repository(), BlobOf("a layer"), new("base/none"), default);

        upload.Outcome.ShouldBe(BlobOutcome.Uploaded);
    }

    [Fact]
    public async Task Should_begin_again_when_a_small_blob_breaks_off()
    {
        Fail(request => IsUpload(request, "PUT"), times: 1, status: 503);

        var upload = await Registry.Blobs.UploadAsync(Repository(), BlobOf("a layer"), mountFrom: null, default);

        upload.Outcome.ShouldBe(BlobOutcome.Uploaded);
        Server.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Should_go_on_after_the_last_chunk_that_arrived()
    {
        var patches = 0;
        Server.Fault = context =>
        {
            var breaks = IsUpload(context.Request, "PATCH") && ++patches == 3;
            if (breaks)
            {
                context.Abort();
            }

            return ValueTask.FromResult(breaks);
        };

        await Registry.Blobs.UploadAsync(Repository(), BlobOf(_large), mountFrom: null, default);

        (await DownloadAsync(Repository(), BlobOf(_large).Descriptor)).ShouldBe(_large);
        patches.ShouldBe(5);
        Server.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Should_begin_again_when_the_registry_has_forgotten_the_upload()
    {
        var failed = false;
        Server.Fault = async context =>
        {
            if (IsUpload(context.Request, "GET"))
            {
                context.Response.StatusCode = 404;
                await context.Response.WriteAsync(Error("BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry"));
                return true;
            }

            var fails = !failed && IsUpload(context.Request, "PATCH");
            failed |= fails;
            context.Response.StatusCode = fails ? 500 : 200;
            return fails;
        };

        await Registry.Blobs.UploadAsync(Repository(), BlobOf(_large), mountFrom: null, default);

        (await DownloadAsync(Repository(), BlobOf(_large).Descriptor)).ShouldBe(_large);
    }

    [Fact]
    public async Task Should_say_how_often_it_tried_when_the_registry_stays_down()
    {
        Fail(request => IsUpload(request, "PUT"), times: 99, status: 503);

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Registry.Blobs.UploadAsync(Repository(), BlobOf("a layer"), mountFrom: null, default)
        );

        failure.Problem.ShouldStartWith($"the registry {Server.Host} answered 503 Service Unavailable to PUT ");
        failure.Problem.ShouldEndWith(", 3 times in a row");
    }

    [Fact]
    public async Task Should_fetch_again_what_broke_off()
    {
        var blob = BlobOf("0123456789");
        await Registry.Blobs.UploadAsync(Repository(), blob, mountFrom: null, default);
        var broken = false;
        Server.Fault = async context =>
        {
            if (context.Request.Method != "GET" || broken)
            {
                return false;
            }

            broken = true;
            context.Response.ContentLength = 10;
            await context.Response.WriteAsync("01234");
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };

        (await DownloadAsync(Repository(), blob.Descriptor)).ShouldBe("0123456789");
        broken.ShouldBeTrue();
    }

    [Theory]
    [InlineData("other bytes")]
    [InlineData("content and more")]
    [InlineData("cont")]
    public async Task Should_never_take_other_content_than_was_asked_for(string sent)
    {
        var blob = BlobOf("content");
        Fail(request => request.Method == "GET", times: 99, status: 200, sent);

        var failure = await Should.ThrowAsync<FailedException>(() => DownloadAsync(Repository(), blob.Descriptor));

        failure.Problem.ShouldContain($"sent other content for {blob.Descriptor.Digest}");
    }

    [Fact]
    public async Task Should_say_that_the_registry_cannot_be_reached()
    {
        var nobody = new ImageReference(new RegistryHost("127.0.0.1:1"), new ImageRepository("web"));

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Registry.Blobs.ExistsAsync(nobody, Digest.Of([]), default)
        );

        failure.Problem.ShouldContain("127.0.0.1:1");
        failure.Problem.ShouldContain("Connection refused");
    }
}
