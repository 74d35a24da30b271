using System.IO.Compression;
using Deploy.Images.Build.Layer;

namespace Deploy.Images.Tests.Build.Layer;

public sealed class StoredGzipStreamTests
{
    private static byte[] Compress(byte[] content, int pieces)
    {
        using var output = new MemoryStream();
        using (var gzip = new StoredGzipStream(output))
        {
            foreach (var piece in content.Chunk(Math.Max(1, content.Length / pieces)))
            {
                gzip.Write(piece);
                gzip.Flush();
            }
        }

        return output.ToArray();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(200_000)]
    public void Should_be_gzip(int length)
    {
        var content = Enumerable.Range(0, length).Select(i => (byte)(i * 31)).ToArray();

        using var gzip = new GZipStream(new MemoryStream(Compress(content, pieces: 3)), CompressionMode.Decompress);
        using var result = new MemoryStream();
        gzip.CopyTo(result);

        result.ToArray().ShouldBe(content);
    }

    [Fact]
    public void Should_not_depend_on_the_pieces_it_is_written_in()
    {
        var content = new byte[200_000];

        Compress(content, pieces: 7).ShouldBe(Compress(content, pieces: 1));
    }

    [Fact]
    public void Should_notice_damage()
    {
        var damaged = Compress("content"u8.ToArray(), pieces: 1);
        damaged[16] ^= 1;

        using var gzip = new GZipStream(new MemoryStream(damaged), CompressionMode.Decompress);

        Should.Throw<InvalidDataException>(() => gzip.CopyTo(Stream.Null));
    }
}
