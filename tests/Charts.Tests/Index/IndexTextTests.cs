using System.Text;
using Deploy.Charts.Index;

namespace Deploy.Charts.Tests.Index;

public sealed class IndexTextTests
{
    private readonly IndexText _text = new IndexText("one\ntwo\nthree\n"u8.ToArray()).Replace(4, 4, "2\n"u8.ToArray());

    [Fact]
    public void Should_have_other_lines_in_place_of_some()
    {
        Text(_text).ShouldBe("one\n2\nthree\n");
        _text.Length.ShouldBe(12);
        _text.Digest().ShouldBe(Digest.Of("one\n2\nthree\n"u8));
    }

    [Theory]
    [InlineData(0, 0, "zero\n", "zero\none\n2\nthree\n")]
    [InlineData(12, 0, "four\n", "one\n2\nthree\nfour\n")]
    [InlineData(4, 2, "", "one\nthree\n")]
    [InlineData(0, 6, "x\n", "x\nthree\n")]
    [InlineData(0, 12, "", "")]
    public void Should_be_replaced_across_what_was_replaced_before(
        long start,
        long length,
        string lines,
        string expected
    )
    {
        var result = _text.Replace(start, length, Encoding.UTF8.GetBytes(lines));

        Text(result).ShouldBe(expected);
        result.Pieces.ShouldAllBe(piece => piece.Length > 0);
    }

    [Fact]
    public void Should_have_no_piece_where_it_is_empty() => new IndexText(default).Pieces.ShouldBeEmpty();

    [Fact]
    public void Should_be_read_as_one_stream()
    {
        using var reader = new StreamReader(_text.Open());

        reader.ReadToEnd().ShouldBe(Text(_text));
    }

    [Fact]
    public async Task Should_be_read_again_from_any_place()
    {
        await using var stream = _text.Open();
        var buffer = new byte[100];

        stream.Seek(-6, SeekOrigin.End).ShouldBe(6);
        (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)).ShouldBe(6);
        Encoding.UTF8.GetString(buffer, 0, 6).ShouldBe("three\n");
        stream.Position.ShouldBe(12);
        stream.Position = 2;
        stream.Seek(1, SeekOrigin.Current).ShouldBe(3);
        stream.Read(buffer, 10, 4).ShouldBe(4);
        Encoding.UTF8.GetString(buffer, 10, 4).ShouldBe("\n2\nt");
        Should.Throw<ArgumentOutOfRangeException>(() => stream.Seek(-1, SeekOrigin.Begin));
        stream.Seek(1, SeekOrigin.End).ShouldBe(13);
        stream.Read(buffer).ShouldBe(0);
    }

    [Fact]
    public async Task Should_end_the_reading_that_nobody_waits_for_any_more()
    {
        await using var stream = _text.Open();
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        await Should.ThrowAsync<TaskCanceledException>(() =>
            stream.ReadExactlyAsync(new byte[1], ended.Token).AsTask()
        );
        await Should.ThrowAsync<TaskCanceledException>(() => stream.ReadAsync(new byte[1], 0, 1, ended.Token));
    }

    private static string Text(IndexText text) => Encoding.UTF8.GetString(text.ToArray());
}
