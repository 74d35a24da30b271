using System.Buffers.Binary;
using System.IO.Hashing;

namespace Deploy.Images.Build.Layer;

/// <summary>
/// Writes gzip (RFC 1952) without compressing. What a deflater makes of its input depends on its version and on the
/// processor it runs on, so that the same layer would get another digest on another machine; and a PEX is a compressed
/// archive already.
/// </summary>
internal sealed class StoredGzipStream(Stream output) : Stream
{
    // The most that a stored block of RFC 1951 holds.
    private const int BlockSize = ushort.MaxValue;

    private readonly byte[] _block = new byte[BlockSize];
    private readonly Crc32 _checksum = new();
    private int _used;
    private uint _length;
    private bool _begun;
    private bool _finished;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _checksum.Append(buffer);
        unchecked
        {
            _length += (uint)buffer.Length;
        }

        while (buffer.Length > 0)
        {
            if (_used == BlockSize)
            {
                WriteBlock(isLast: false);
            }

            var count = Math.Min(buffer.Length, BlockSize - _used);
            buffer[..count].CopyTo(_block.AsSpan(_used));
            _used += count;
            buffer = buffer[count..];
        }
    }

    // A block is written when it is full: where it ends must depend on the content alone.
    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_finished)
        {
            _finished = true;
            WriteBlock(isLast: true);
            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
            output.Write(trailer);
        }

        base.Dispose(disposing);
    }

    private void WriteBlock(bool isLast)
    {
        if (!_begun)
        {
            _begun = true;
            // Magic number, deflate, no flags, no time, no compression effort, operating system unknown.
            output.Write([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
        }

        Span<byte> header = stackalloc byte[5];
        header[0] = isLast ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(header[1..], (ushort)_used);
        BinaryPrimitives.WriteUInt16LittleEndian(header[3..], (ushort)~_used);
        output.Write(header);
        output.Write(_block, 0, _used);
        _used = 0;
    }
}
