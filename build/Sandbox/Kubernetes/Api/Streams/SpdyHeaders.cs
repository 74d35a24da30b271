using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Deploy.Sandbox.Kubernetes.Api.Streams;

/// <summary>
/// Header blocks of a SPDY connection. All of one direction are one zlib stream (RFC 1950) that begins with a dictionary
/// which is not sent. .NET knows no such dictionaries, but deflate (RFC 1951) has blocks of plain bytes: with the
/// dictionary put before the stream as such a block, any inflater has seen it.
/// </summary>
internal sealed class SpdyHeaders : IDisposable
{
    private const int MostHeaders = 100;
    private const int LongestText = 16 << 10;

    // CMF and FLG with "has a dictionary", then its checksum.
    private const int PrefixLength = 6;

    private readonly FeedStream _feed = new();
    private readonly DeflateStream _inflate;
    private bool _hasRead;
    private bool _hasWritten;

    public SpdyHeaders() => _inflate = new DeflateStream(_feed, CompressionMode.Decompress);

    /// <summary>Reads the next block.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public Dictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        if (!_hasRead)
        {
            var dictionary = SpdyDictionary.Bytes();
            _feed.Add(Plain(dictionary));
            _feed.Add(block.Length > PrefixLength ? block[PrefixLength..] : throw new InvalidDataException());
            _inflate.ReadExactly(dictionary);
            _hasRead = true;
        }
        else
        {
            _feed.Add(block);
        }

        var count = ReadNumber();
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < (count <= MostHeaders ? count : throw new InvalidDataException()); index++)
        {
            var name = ReadText();
            result[name] = ReadText();
        }

        return result;
    }

    /// <summary>A block without headers.</summary>
    public byte[] WriteEmpty()
    {
        // An empty block has the other side's inflater give out what it has (zlib's sync flush).
        byte[] block = [.. Plain(new byte[4]), .. Plain([])];
        if (_hasWritten)
        {
            return block;
        }

        _hasWritten = true;
        return [0x78, 0x01, .. block];
    }

    public void Dispose() => _inflate.Dispose();

    private static byte[] Plain(ReadOnlySpan<byte> bytes)
    {
        var head = new byte[5];
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(1), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(3), (ushort)~bytes.Length);
        return [.. head, .. bytes];
    }

    private int ReadNumber()
    {
        var bytes = new byte[4];
        _inflate.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes) is >= 0 and var number
            ? number
            : throw new InvalidDataException();
    }

    private string ReadText()
    {
        var bytes = new byte[ReadNumber() is <= LongestText and var length ? length : throw new InvalidDataException()];
        _inflate.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Gives out what was put in.</summary>
    private sealed class FeedStream : Stream
    {
        private readonly Queue<byte> _bytes = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            foreach (var each in bytes)
            {
                _bytes.Enqueue(each);
            }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var length = Math.Min(count, _bytes.Count);
            for (var index = 0; index < length; index++)
            {
                buffer[offset + index] = _bytes.Dequeue();
            }

            return length;
        }

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
