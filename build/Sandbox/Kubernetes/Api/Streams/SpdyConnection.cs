using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;

namespace Deploy.Sandbox.Kubernetes.Api.Streams;

/// <summary>
/// The server's side of SPDY 3.1, as far as <c>kubectl port-forward</c> uses it: the client opens streams, both sides write
/// to them and end them. Flow control is left to the connection below, as Kubernetes' own implementation leaves it.
/// </summary>
internal sealed class SpdyConnection(Stream transport) : IDisposable
{
    private const int HeadLength = 8;
    private const int LongestControl = 64 << 10;
    private const int LongestData = 1 << 20;
    private const byte Finish = 1;

    private const ushort SynStream = 1;
    private const ushort SynReply = 2;
    private const ushort RstStream = 3;
    private const ushort Ping = 6;

    private readonly SpdyHeaders _headers = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<uint, SpdyStream> _streams = new();

    /// <summary>Reads frames until the client leaves.</summary>
    /// <param name="opened">Told of each stream that the client opens.</param>
    /// <param name="cancellation">Ends the connection.</param>
    public async Task RunAsync(Action<SpdyStream> opened, CancellationToken cancellation)
    {
        var head = new byte[HeadLength];
        try
        {
            while (await transport.ReadAtLeastAsync(head, HeadLength, false, cancellation) == HeadLength)
            {
                await TakeAsync(head, opened, cancellation);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            // What comes is no SPDY; there is no way to go on.
        }
        finally
        {
            foreach (var stream in _streams.Values)
            {
                await stream.Incoming.Writer.CompleteAsync();
            }
        }
    }

    public void Dispose()
    {
        _headers.Dispose();
        _writing.Dispose();
    }

    internal Task WriteDataAsync(uint stream, ReadOnlyMemory<byte> data, bool isLast, CancellationToken cancellation)
    {
        var frame = new byte[HeadLength + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, stream);
        WriteLength(frame, isLast ? Finish : (byte)0, data.Length);
        data.Span.CopyTo(frame.AsSpan(HeadLength));
        return SendAsync(frame, cancellation);
    }

    internal Task ResetAsync(uint stream, CancellationToken cancellation)
    {
        const uint internalError = 6;
        var body = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(body, stream);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4), internalError);
        return SendControlAsync(RstStream, body, cancellation);
    }

    private async Task TakeAsync(byte[] head, Action<SpdyStream> opened, CancellationToken cancellation)
    {
        var isControl = (head[0] & 0x80) != 0;
        var length = (head[5] << 16) | (head[6] << 8) | head[7];
        if (length > (isControl ? LongestControl : LongestData))
        {
            throw new InvalidDataException();
        }

        var body = new byte[length];
        await transport.ReadExactlyAsync(body, cancellation);
        if (!isControl)
        {
            await TakeDataAsync(BinaryPrimitives.ReadUInt32BigEndian(head), head[4], body, cancellation);
            return;
        }

        switch (BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)))
        {
            case SynStream:
                await OpenAsync(head[4], body, opened, cancellation);
                break;
            case RstStream when body.Length >= 4:
                if (_streams.TryRemove(BinaryPrimitives.ReadUInt32BigEndian(body), out var reset))
                {
                    await reset.Incoming.Writer.CompleteAsync(new IOException("the client has reset the stream"));
                }

                break;
            case Ping:
                await SendControlAsync(Ping, body, cancellation);
                break;
        }
    }

    private async Task OpenAsync(byte flags, byte[] body, Action<SpdyStream> opened, CancellationToken cancellation)
    {
        const int fixedPart = 10;
        if (body.Length < fixedPart)
        {
            throw new InvalidDataException();
        }

        var id = BinaryPrimitives.ReadUInt32BigEndian(body) & 0x7fff_ffff;
        var stream = new SpdyStream(this, id, _headers.Read(body.AsSpan(fixedPart)));
        _streams[id] = stream;
        var reply = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(reply, id);
        await SendControlAsync(SynReply, [.. reply, .. _headers.WriteEmpty()], cancellation);
        if ((flags & Finish) != 0)
        {
            _streams.TryRemove(id, out _);
            await stream.Incoming.Writer.CompleteAsync();
        }

        opened(stream);
    }

    private async Task TakeDataAsync(uint id, byte flags, byte[] data, CancellationToken cancellation)
    {
        if (!_streams.TryGetValue(id, out var stream))
        {
            return;
        }

        await stream.Incoming.Writer.WriteAsync(data, cancellation);
        if ((flags & Finish) != 0)
        {
            // What clients send after the end, another end for one, is for nobody.
            _streams.TryRemove(id, out _);
            await stream.Incoming.Writer.CompleteAsync();
        }
    }

    private Task SendControlAsync(ushort type, byte[] body, CancellationToken cancellation)
    {
        var frame = new byte[HeadLength + body.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, 0x8003);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), type);
        WriteLength(frame, 0, body.Length);
        body.CopyTo(frame.AsSpan(HeadLength));
        return SendAsync(frame, cancellation);
    }

    private async Task SendAsync(byte[] frame, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await transport.WriteAsync(frame, cancellation);
            await transport.FlushAsync(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static void WriteLength(byte[] frame, byte flags, int length)
    {
        frame[4] = flags;
        frame[5] = (byte)(length >> 16);
        frame[6] = (byte)(length >> 8);
        frame[7] = (byte)length;
    }
}

/// <summary>A stream of a SPDY connection.</summary>
internal sealed class SpdyStream(SpdyConnection connection, uint id, IReadOnlyDictionary<string, string> headers)
{
    private const int MostUnread = 1 << 20;

    /// <summary>What the client said when it opened the stream.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>What the client sends.</summary>
    public Pipe Incoming { get; } = new(new PipeOptions(pauseWriterThreshold: MostUnread));

    public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        connection.WriteDataAsync(id, data, isLast: false, cancellation);

    /// <summary>Says that nothing more is sent.</summary>
    public Task EndAsync(CancellationToken cancellation) =>
        connection.WriteDataAsync(id, default, isLast: true, cancellation);

    public Task ResetAsync(CancellationToken cancellation) => connection.ResetAsync(id, cancellation);
}
