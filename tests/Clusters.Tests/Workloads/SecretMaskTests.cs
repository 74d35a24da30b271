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
    [InlineData("password: hunter2", "password: ****")]
    [InlineData("password: correcthorse", "password: ****")]
    [InlineData("password: correcthorse, user: ada", "password: ****, user: ada")]
    [InlineData("password: correcthorse user=ada", "password: **** user=ada")]
    [InlineData("password: hunter2 is wrong", "password: **** is wrong")]
    [InlineData("'token': 'it has words in it'", "'token': '****'")]
    [InlineData("{\\\"token\\\":\\\"abc\\\",\\\"a\\\":1}", "{\\\"token\\\":\\\"****\\\",\\\"a\\\":1}")]
    [InlineData(
        "MountVolume.SetUp failed for volume \"db-secret\" : secret \"db-secret\" not found",
        "MountVolume.SetUp failed for volume \"db-secret\" : secret \"db-secret\" not found"
    )]
    [InlineData("invalid token: unexpected end of input", "invalid token: unexpected end of input")]
    [InlineData("secret: not found in namespace prod", "secret: not found in namespace prod")]
    [InlineData("no module named toolchain", "no module named toolchain")]
    [InlineData("port 80 is taken", "port 80 is taken")]
    public void Should_take_out_what_is_secret_and_nothing_else(string line, string expected) =>
        new SecretMask(["s3cr3t-value", "s3cr3t-value-and-more", "80", "", "secret", "password"])
            .Apply(line)
            .ShouldBe(expected);
}
