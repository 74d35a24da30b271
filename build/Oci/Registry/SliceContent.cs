using System.Net;

namespace Deploy.Oci.Registry;

/// <summary>A part of a stream as a request's content, without loading it into memory.</summary>
/// <param name="open">Opens the whole.</param>
/// <param name="offset">Where the part begins.</param>
/// <param name="length">How many bytes it has.</param>
/// <param name="sent">Hears of the bytes that went out.</param>
internal sealed class SliceContent(
    Func<CancellationToken, Task<Stream>> open,
    long offset,
    long length,
    Action<int> sent
) : HttpContent
{
    private const int BufferSize = 128 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await using var source = await open(cancellationToken);
        source.Position = offset;
        var buffer = new byte[BufferSize];
        for (var rest = length; rest > 0; )
        {
            var count = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(rest, BufferSize)), cancellationToken);
            if (count == 0)
            {
                throw new InvalidOperationException("The content became shorter while it was being sent.");
            }

            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            sent(count);
            rest -= count;
        }
    }

    protected override bool TryComputeLength(out long contentLength)
    {
        contentLength = length;
        return true;
    }
}
