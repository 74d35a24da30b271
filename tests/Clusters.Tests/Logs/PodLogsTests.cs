using System.Text;

namespace Deploy.Clusters.Tests.Logs;

/// <summary>Row 49 of the catalog of faults: logs that do not end, in one line or in many.</summary>
public sealed class PodLogsTests
{
    [Fact]
    public async Task Should_read_lines_as_they_are() =>
        (await ReadAsync("one\r\n\ntwo\nlast")).ShouldBe(["one", "", "two", "last"]);

    [Fact]
    public async Task Fault_49_should_cut_a_long_line_and_say_so()
    {
        var lines = await ReadAsync($"{new string('x', PodLogs.LineLength + 5)}\nnext\n");

        lines.ShouldBe([$"{new string('x', PodLogs.LineLength)} … (5 more characters)", "next"]);
    }

    [Fact]
    public async Task Fault_49_should_not_read_a_line_without_end_to_its_end()
    {
        await using var endless = new Repeated("x", 300L << 20);

        var lines = await ReadAsync(endless);

        lines.Count.ShouldBe(2);
        lines[0].Length.ShouldBeLessThan(PodLogs.LineLength + 100);
        lines[1].ShouldBe($"(this log has more than {PodLogs.Length} characters; no more are read)");
        endless.Position.ShouldBeLessThan(PodLogs.Length + (1 << 20));
    }

    [Fact]
    public async Task Fault_49_should_not_read_lines_without_end()
    {
        await using var endless = new Repeated("y\n", 300L << 20);

        var lines = await ReadAsync(endless);

        lines.Count.ShouldBe(PodLogs.Lines + 1);
        lines[^1].ShouldBe($"(this log has more than {PodLogs.Lines} lines; no more are read)");
    }

    private static Task<List<string>> ReadAsync(string text) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        var lines = new List<string>();
        await PodLogs.ReadAsync(stream, lines.Add, TestContext.Current.CancellationToken);
        return lines;
    }

    // A text again and again, of which nothing is kept.
    private sealed class Repeated(string text, long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            for (var index = 0; index < read; index++)
            {
                buffer[offset + index] = (byte)text[(int)((Position + index) % text.Length)];
            }

            Position += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
