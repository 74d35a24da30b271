namespace Deploy.ChartPublisher;

/// <summary>A stream that calls back when half of it was read.</summary>
internal sealed class DyingStream(Stream inner, Action atHalf) : Stream
{
    private bool _isCalled;

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var half = (inner.Length + 1) / 2;
        if (inner.Position < half)
        {
            return inner.Read(buffer[..(int)Math.Min(buffer.Length, half - inner.Position)]);
        }

        if (!_isCalled)
        {
            _isCalled = true;
            atHalf();
        }

        return inner.Read(buffer);
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
