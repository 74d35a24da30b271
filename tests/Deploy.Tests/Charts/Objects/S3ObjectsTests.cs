using Amazon.S3;
using Amazon.S3.Model;
using Deploy.Charts;
using NSubstitute;

namespace Deploy.Tests.Charts;

public sealed class S3ObjectsTests
{
    [Fact]
    public async Task Should_give_the_checksum_that_S3_compares_with_what_arrives()
    {
        var client = Substitute.For<IAmazonS3>();
        PutObjectRequest? sent = null;
        client
            .PutObjectAsync(Arg.Do<PutObjectRequest>(request => sent = request), Arg.Any<CancellationToken>())
            .Returns(new PutObjectResponse { ETag = "\"1\"" });

        await new S3Objects(client, "bucket", "charts").PutAsync(
            NewObject.Of("index.yaml", "123456789"u8.ToArray(), "text/yaml"),
            WriteCondition.IfTag("\"0\""),
            TestContext.Current.CancellationToken
        );

        // The check value of CRC-32/ISO-HDLC, cbf43926.
        sent!.ChecksumCRC32.ShouldBe("y/Q5Jg==");
        sent.IfMatch.ShouldBe("\"0\"");
        using var content = new StreamReader(sent.InputStream);
        (await content.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("123456789");
    }

    [Theory]
    [InlineData("y/Q5Jg==", true)]
    [InlineData("y/Q5Jw==", false)]
    [InlineData(null, true)]
    public async Task Should_compare_what_arrives_with_its_checksum(string? checksum, bool isTaken)
    {
        var client = Substitute.For<IAmazonS3>();
        client
            .GetObjectAsync(Arg.Any<GetObjectRequest>(), Arg.Any<CancellationToken>())
            .Returns(
                new GetObjectResponse
                {
                    ContentLength = 9,
                    ResponseStream = new MemoryStream("123456789"u8.ToArray()),
                    ChecksumCRC32 = checksum,
                }
            );

        var reading = new S3Objects(client, "bucket", "charts").GetAsync("index.yaml", null, default);

        if (isTaken)
        {
            (await reading)!.Content.Length.ShouldBe(9);
        }
        else
        {
            (await Should.ThrowAsync<TransientException>(reading)).Message.ShouldContain("does not have the checksum");
        }
    }
}
