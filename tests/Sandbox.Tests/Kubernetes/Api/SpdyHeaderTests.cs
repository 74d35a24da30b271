using System.Globalization;
using Deploy.Sandbox.Kubernetes.Api.Streams;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class SpdyHeaderTests
{
    [Fact]
    public void Should_know_the_dictionary_of_the_protocol()
    {
        var bytes = SpdyDictionary.Bytes();

        // Its Adler-32 is what clients send (RFC 1950, DICTID).
        var (a, b) = (1u, 0u);
        foreach (var each in bytes)
        {
            a = (a + each) % 65521;
            b = (b + a) % 65521;
        }

        bytes.Length.ShouldBe(1423);
        ((b << 16) | a).ToString("x", CultureInfo.InvariantCulture).ShouldBe("e3c6a7c2");
    }

    [Fact]
    public void Should_read_blocks_that_refer_to_the_dictionary_and_to_each_other()
    {
        using var headers = new SpdyHeaders();

        var error = headers.Read(
            Convert.FromHexString(
                "78f9e3c6a7c202253a703a2b294a4dcc851625aca9a0808614cb45e01c6061606000a4398b20d198094ade8c0600000000ffff"
            )
        );
        var data = headers.Read(Convert.FromHexString("c2aa19540e2512d60b000000ffff"));

        error["streamType"].ShouldBe("error");
        (data["streamType"], data["port"], data["requestID"]).ShouldBe(("data", "8000", "0"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("78bbe3c6a7c2")]
    [InlineData("78bbe3c6a7c2ffffffffffff")]
    public void Should_refuse_what_is_no_block(string hex)
    {
        using var headers = new SpdyHeaders();

        (
            Should.Throw<Exception>(() => headers.Read(Convert.FromHexString(hex)))
            is InvalidDataException
                or EndOfStreamException
        ).ShouldBeTrue();
    }
}
