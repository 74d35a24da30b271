using Deploy.Clusters.Workloads;

namespace Deploy.Clusters.Tests.Workloads;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("connecting with s3cr3t-value now", "connecting with **** now")]
    [InlineData("longer s3cr3t-value-and-more", "longer ****")]
    [InlineData("DB_PASSWORD=abc", "DB_PASSWORD=****")]
    [InlineData("{\"api_key\": \"abc\", \"user\": \"ada\"}", "{\"api_key\": \"****\", \"user\": \"ada\"}")]
    [InlineData("postgres://ada:pa55@db:5432/x", "postgres://ada:****@db:5432/x")]
    [InlineData("Authorization: Bearer abcdefghijk", "Authorization: Bearer ****")]
    [InlineData("key AKIAABCDEFGHIJKLMNOP used", "key **** used")]
    [InlineData("no module named toolchain", "no module named toolchain")]
    [InlineData("port 80 is taken", "port 80 is taken")]
    public void Should_take_out_what_is_secret_and_nothing_else(string line, string expected) =>
        new SecretMask(["s3cr3t-value", "s3cr3t-value-and-more", "80", ""]).Apply(line).ShouldBe(expected);
}
