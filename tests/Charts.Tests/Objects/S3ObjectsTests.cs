using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Deploy.Charts.Objects;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Deploy.Charts.Tests.Objects;

public sealed class S3ObjectsTests
{
    // The check value of CRC-32/ISO-HDLC, cbf43926.
    private const string CheckValue = "y/Q5Jg==";

    private readonly IAmazonS3 _client = Substitute.For<IAmazonS3>();
    private readonly NewObject _index = NewObject.Of("index.yaml", "123456789"u8.ToArray(), "text/yaml");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private S3Objects Objects => new(_client, "bucket", "charts");

    [Fact]
    public void Should_be_called_by_bucket_and_prefix()
    {
        Objects.Url.ShouldBe("s3://bucket/charts");
        new S3Objects(_client, "bucket", "").Url.ShouldBe("s3://bucket");
    }

    [Fact]
    public async Task Should_give_the_checksum_that_S3_compares_with_what_arrives()
    {
        var sent = await PutAsync(WriteCondition.IfTag("\"0\""));

        sent.ChecksumCRC32.ShouldBe(CheckValue);
        using var content = new StreamReader(sent.InputStream);
        (await content.ReadToEndAsync(Cancellation)).ShouldBe("123456789");
    }

    [Fact]
    public async Task Should_replace_only_the_state_that_was_read()
    {
        var sent = await PutAsync(WriteCondition.IfTag("\"0\""));

        (sent.BucketName, sent.Key, sent.ContentType).ShouldBe(("bucket", "charts/index.yaml", "text/yaml"));
        sent.IfMatch.ShouldBe("\"0\"");
        sent.IfNoneMatch.ShouldBeNull();
    }

    [Fact]
    public async Task Should_create_only_what_is_not_there()
    {
        var sent = await PutAsync(WriteCondition.IfAbsent);

        sent.IfNoneMatch.ShouldBe("*");
        sent.IfMatch.ShouldBeNull();
    }

    [Fact]
    public async Task Should_keep_what_belongs_beside_an_object()
    {
        var metadata = new Dictionary<string, string> { ["chart-digest"] = "abc" };

        var sent = await PutAsync(WriteCondition.IfAbsent, _index with { Metadata = metadata });

        sent.Metadata["chart-digest"].ShouldBe("abc");
    }

    [Theory]
    [InlineData(HttpStatusCode.PreconditionFailed, null)]
    [InlineData(HttpStatusCode.PreconditionFailed, "\"0\"")]
    [InlineData(HttpStatusCode.Conflict, null)]
    [InlineData(HttpStatusCode.NotFound, "\"0\"")]
    public async Task Should_say_that_somebody_else_was_faster(HttpStatusCode status, string? tag)
    {
        _client.PutObjectAsync(default, default).ThrowsAsyncForAnyArgs(Answer(status));

        (
            await Objects.PutAsync(
                _index,
                tag is null ? WriteCondition.IfAbsent : WriteCondition.IfTag(tag),
                Cancellation
            )
        ).ShouldBeNull();
    }

    [Fact]
    public async Task Should_not_take_a_place_that_is_not_there_for_a_lost_race()
    {
        _client.PutObjectAsync(default, default).ThrowsAsyncForAnyArgs(Answer(HttpStatusCode.NotFound));

        (
            await Should.ThrowAsync<FailedException>(() =>
                Objects.PutAsync(_index, WriteCondition.IfAbsent, Cancellation)
            )
        ).Problem.ShouldStartWith("PUT s3://bucket/charts/index.yaml: ");
    }

    [Theory]
    [InlineData(CheckValue, null, true)]
    [InlineData("y/Q5Jw==", null, false)]
    [InlineData("y/Q5Jw==-2", "COMPOSITE", true)] // of its parts: not to be compared with that of the whole
    [InlineData(null, null, true)]
    public async Task Should_compare_what_arrives_with_its_checksum(string? checksum, string? type, bool isTaken)
    {
        Give(new() { ChecksumCRC32 = checksum, ChecksumType = type });

        var reading = Objects.GetAsync("index.yaml", null, Cancellation);

        if (isTaken)
        {
            (await reading)!.Content.Length.ShouldBe(9);
        }
        else
        {
            (await Should.ThrowAsync<TransientException>(reading)).Message.ShouldContain("does not have the checksum");
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public async Task Should_try_again_what_has_another_length_than_it_said(int length)
    {
        Give(new(), length);

        await Should.ThrowAsync<TransientException>(() => Objects.GetAsync("index.yaml", null, Cancellation));
    }

    [Fact]
    public async Task Should_read_an_object_with_its_tag()
    {
        Give(new() { ETag = "\"1\"" });

        (await Objects.GetAsync("index.yaml", "\"0\"", Cancellation))!.Tag.ShouldBe("\"1\"");
        await _client
            .Received()
            .GetObjectAsync(
                Arg.Is<GetObjectRequest>(request =>
                    request.BucketName == "bucket"
                    && request.Key == "charts/index.yaml"
                    && request.EtagToNotMatch == "\"0\""
                ),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task Should_not_have_sent_again_what_the_reader_has()
    {
        _client
            .GetObjectAsync((GetObjectRequest?)null, default)
            .ThrowsAsyncForAnyArgs(Answer(HttpStatusCode.NotModified));

        (await Objects.GetAsync("index.yaml", "\"0\"", Cancellation)).ShouldBe(new StoredObject(default, "\"0\""));
    }

    [Fact]
    public async Task Should_find_nothing_where_surely_nothing_is()
    {
        _client.GetObjectAsync((GetObjectRequest?)null, default).ThrowsAsyncForAnyArgs(Answer(HttpStatusCode.NotFound));
        _client.GetObjectMetadataAsync("", "", default).ThrowsAsyncForAnyArgs(Answer(HttpStatusCode.NotFound));

        (await Objects.GetAsync("index.yaml", null, Cancellation)).ShouldBeNull();
        (await Objects.GetTagAsync("index.yaml", Cancellation)).ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task Should_not_take_for_nothing_what_could_not_be_seen(HttpStatusCode status)
    {
        _client.GetObjectAsync((GetObjectRequest?)null, default).ThrowsAsyncForAnyArgs(Answer(status));
        _client.GetObjectMetadataAsync("", "", default).ThrowsAsyncForAnyArgs(Answer(status));

        (
            await Should.ThrowAsync<FailedException>(() => Objects.GetAsync("index.yaml", null, Cancellation))
        ).Problem.ShouldStartWith("GET s3://bucket/charts/index.yaml: ");
        (
            await Should.ThrowAsync<FailedException>(() => Objects.GetTagAsync("index.yaml", Cancellation))
        ).Problem.ShouldStartWith("HEAD s3://bucket/charts/index.yaml: ");
    }

    [Fact]
    public async Task Should_know_the_tag_without_the_content()
    {
        _client
            .GetObjectMetadataAsync("bucket", "charts/index.yaml", Arg.Any<CancellationToken>())
            .Returns(new GetObjectMetadataResponse { ETag = "\"1\"" });

        (await Objects.GetTagAsync("index.yaml", Cancellation)).ShouldBe("\"1\"");
    }

    [Fact]
    public async Task Should_list_all_pages_of_what_lies_right_below_the_prefix()
    {
        var tokens = new List<string?>();
        _client
            .ListObjectsV2Async(
                Arg.Is<ListObjectsV2Request>(request =>
                    request.BucketName == "bucket" && request.Prefix == "charts/" && request.Delimiter == "/"
                ),
                Arg.Any<CancellationToken>()
            )
            .Returns(call =>
            {
                tokens.Add(call.Arg<ListObjectsV2Request>().ContinuationToken);
                return tokens.Count switch
                {
                    1 => Page("2", "charts/a.tgz", "charts/b.tgz"),
                    2 => new ListObjectsV2Response { NextContinuationToken = "3" },
                    _ => Page(next: null, "charts/c.tgz"),
                };
            });

        (await Objects.ListAsync(Cancellation).ToListAsync(Cancellation)).ShouldBe(["a.tgz", "b.tgz", "c.tgz"]);
        tokens.ShouldBe([null, "2", "3"]);
    }

    [Fact]
    public async Task Should_say_that_it_cannot_be_listed()
    {
        _client.ListObjectsV2Async(default, default).ThrowsAsyncForAnyArgs(Answer(HttpStatusCode.NotFound));

        (
            await Should.ThrowAsync<FailedException>(async () =>
                await Objects.ListAsync(Cancellation).ToListAsync(Cancellation)
            )
        ).Problem.ShouldStartWith("LIST s3://bucket/charts: ");
    }

    private async Task<PutObjectRequest> PutAsync(WriteCondition condition, NewObject? content = null)
    {
        PutObjectRequest? sent = null;
        _client
            .PutObjectAsync(Arg.Do<PutObjectRequest>(request => sent = request), Arg.Any<CancellationToken>())
            .Returns(new PutObjectResponse { ETag = "\"1\"" });

        (await Objects.PutAsync(content ?? _index, condition, Cancellation)).ShouldBe("\"1\"");
        return sent!;
    }

    private void Give(GetObjectResponse response, int length = 9)
    {
        response.ContentLength = length;
        response.ResponseStream = new MemoryStream("123456789"u8.ToArray());
        _client.GetObjectAsync((GetObjectRequest?)null, default).ReturnsForAnyArgs(response);
    }

    private static AmazonS3Exception Answer(HttpStatusCode status) => new("the answer") { StatusCode = status };

    private static ListObjectsV2Response Page(string? next, params string[] keys) =>
        new() { NextContinuationToken = next, S3Objects = [.. keys.Select(key => new S3Object { Key = key })] };
}
