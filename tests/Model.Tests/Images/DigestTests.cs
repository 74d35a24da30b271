namespace Deploy.Model.Tests.Images;

public sealed class DigestTests
{
    // As sha256sum has it.
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Should_be_the_hash_of_the_content()
    {
        var digest = Digest.Of("abc"u8);

        digest.Value.ShouldBe($"sha256:{OfAbc}");
        digest.ToString().ShouldBe(digest.Value);
        digest.Hex.ShouldBe(OfAbc);
        digest.Short.ShouldBe("ba7816bf8f01");
        digest.ShouldBe(new Digest($"sha256:{OfAbc}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(OfAbc)]
    [InlineData("sha256:abc")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha512:" + OfAbc)]
    [InlineData("sha256:" + OfAbc + "0")]
    [InlineData("sha256:BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sha256:" + OfAbc + "\n")]
    public void Should_refuse_what_no_registry_writes(string value) =>
        Should
            .Throw<UsageException>(() => new Digest(value))
            .Problem.ShouldEndWith(" is no valid digest: it is 'sha256:' and 64 hex digits");
}
