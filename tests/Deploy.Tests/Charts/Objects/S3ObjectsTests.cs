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
}
