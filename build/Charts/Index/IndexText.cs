using System.Security.Cryptography;

namespace Deploy.Charts.Index;

/// <summary>
/// The bytes of an <c>index.yaml</c>, as pieces that end where lines end. An edit replaces whole lines and shares all
/// other bytes with the text it was made from, so that an index of 40 MB is held once.
/// </summary>
public sealed class IndexText
{
    private readonly ReadOnlyMemory<byte>[] _pieces;

    /// <summary>Takes the whole text in one piece.</summary>
    public IndexText(ReadOnlyMemory<byte> content)
        : this(content.IsEmpty ? [] : [content]) { }

    private IndexText(ReadOnlyMemory<byte>[] pieces)
    {
        _pieces = pieces;
        Length = pieces.Sum(piece => (long)piece.Length);
    }

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>The pieces in order; each ends at the end of a line, and none is empty.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces => _pieces;

    /// <summary>The text with some bytes replaced.</summary>
    /// <param name="start">Where to, in bytes from the beginning; the start of a line.</param>
    /// <param name="length">How many bytes go; whole lines.</param>
    /// <param name="lines">What comes in their place; whole lines.</param>
    public IndexText Replace(long start, long length, ReadOnlyMemory<byte> lines) =>
        new([.. Slice(0, start), .. lines.IsEmpty ? [] : new[] { lines }, .. Slice(start + length, Length)]);

    /// <summary>The digest of the whole text.</summary>
    public Digest Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in _pieces)
        {
            hash.AppendData(piece.Span);
        }

        return Model.Images.Digest.FromHash(hash.GetHashAndReset());
    }

    /// <summary>Reads the text without copying it.</summary>
    public Stream Open() => new PieceStream(_pieces, Length);

    /// <summary>The text as one array.</summary>
    public byte[] ToArray()
    {
        var result = new byte[Length];
        var filled = 0;
        foreach (var piece in _pieces)
        {
            piece.CopyTo(result.AsMemory(filled));
            filled += piece.Length;
        }

        return result;
    }

    private IEnumerable<ReadOnlyMemory<byte>> Slice(long start, long end)
    {
        var offset = 0L;
        foreach (var piece in _pieces)
        {
            var (from, to) = (Math.Max(start - offset, 0), Math.Min(end - offset, piece.Length));
            if (from < to)
            {
                yield return piece[(int)from..(int)to];
            }

            offset += piece.Length;
        }
    }
}
