using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Deploy.Charts.Objects;

namespace Deploy.Charts.Tests.Objects;

public sealed class S3FailureTests
{
    private static readonly CancellationToken _cancelled = new(canceled: true);

    [Theory]
    [InlineData("", 500)]
    [InlineData("", 503)]
    [InlineData("", 429)]
    [InlineData("", 408)]
    [InlineData("", 0)]
    [InlineData("RequestTimeout", 400)]
    [InlineData("SlowDown", 400)]
    [InlineData("BadDigest", 400)]
    [InlineData("IncompleteBody", 400)]
    public async Task Should_take_for_passing_what_another_try_may_mend(string code, int status)
    {
        var failure = await Should.ThrowAsync<TransientException>(() => Explain(Answer(code, status)));

        failure.Message.ShouldBe("GET s3://bucket/x: the answer");
    }

    public static TheoryData<Exception> Broken =>
        [
            new AmazonServiceException("x"),
            new AmazonClientException("x"),
            new HttpRequestException("x"),
            new IOException("x"),
            new TimeoutException("x"),
            new OperationCanceledException("x"),
        ];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Should_take_a_broken_connection_for_passing(Exception exception) =>
        (await Should.ThrowAsync<TransientException>(() => Explain(exception))).InnerException.ShouldBe(exception);

    [Fact]
    public async Task Should_not_take_for_a_failure_that_nobody_waits_any_more() =>
        await Should.ThrowAsync<OperationCanceledException>(() =>
            Explain(new OperationCanceledException(_cancelled), _cancelled)
        );

    [Theory]
    [InlineData("NoSuchBucket", 404, "create the bucket")]
    [InlineData("AccessDenied", 403, "the credentials need s3:GetObject")]
    [InlineData("InvalidRequest", 400, null)]
    public async Task Should_say_what_no_other_try_can_mend(string code, int status, string? next)
    {
        var failure = await Should.ThrowAsync<FailedException>(() => Explain(Answer(code, status)));

        failure.Problem.ShouldBe($"GET s3://bucket/x: {code}: the answer");
        (failure.NextStep ?? "").ShouldStartWith(next ?? "");
        (failure.NextStep is null).ShouldBe(next is null);
    }

    [Fact]
    public async Task Should_take_for_a_result_what_the_caller_says_is_one() =>
        (await Explain(Answer("NoSuchKey", 404))).ShouldBe("nothing");

    private static AmazonS3Exception Answer(string code, int status) =>
        new("the answer") { ErrorCode = code, StatusCode = (HttpStatusCode)status };

    private static Task<string> Explain(Exception exception, CancellationToken cancellationToken = default) =>
        S3Failure.ExplainAsync(
            "GET s3://bucket/x",
            () => Task.FromException<string>(exception),
            status => status == HttpStatusCode.NotFound ? new("nothing") : null,
            cancellationToken
        );
}
