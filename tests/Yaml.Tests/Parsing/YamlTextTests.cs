using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests.Parsing;

public sealed class YamlTextTests
{
    /// <summary>The first places are counted, later ones looked up in a table: both have to be the same.</summary>
    [Theory]
    [InlineData("ab\ncd\n\nef")]
    [InlineData("ab\r\ncd\r\n\r\nef")]
    [InlineData("ab\rcd\r\ref")]
    [InlineData("\uFEFFab\ncd\n\nef")]
    public void Should_tell_the_line_and_column_of_every_character(string text)
    {
        var source = Text(text);
        for (var round = 0; round < 5; round++)
        {
            At(source, 'a').ShouldBe((1, 1));
            At(source, 'b').ShouldBe((1, 2));
            At(source, 'c').ShouldBe((2, 1));
            At(source, 'd').ShouldBe((2, 2));
            At(source, 'e').ShouldBe((4, 1));
            At(source, 'f').ShouldBe((4, 2));
        }
    }

    [Fact]
    public void Should_count_characters_and_not_bytes()
    {
        var source = Text("é€x");

        At(source, 'x').ShouldBe((1, 3));
        source.At(source.Bytes.Length).ToString().ShouldBe("f.yaml:1:4");
    }

    [Fact]
    public void Should_place_what_is_wrong_about_the_mark_before_the_text_at_its_start() =>
        Text("\uFEFFa").At(0).ToString().ShouldBe("f.yaml:1:1");

    [Theory]
    [InlineData("a\u0085", "U+0085 ends a line for Helm", "remove the character, or write it as \"\\u0085\"")]
    [InlineData("a\u2028", "U+2028 ends a line for Helm", "remove the character, or write it as \"\\u2028\"")]
    [InlineData("a\u2029", "U+2029 ends a line for Helm", "remove the character, or write it as \"\\u2029\"")]
    [InlineData("a\u0080", "U+0080 is a control character", null)]
    [InlineData("a\u009f", "U+009F is a control character", null)]
    [InlineData("a\ufffe", "U+FFFE is a control character", null)]
    [InlineData("a\uffff", "U+FFFF is a control character", null)]
    [InlineData("é😀\u2028", "U+2028 ends a line for Helm", "remove the character, or write it as \"\\u2028\"")]
    public void Fault_29_should_refuse_characters_that_readers_disagree_on(string text, string problem, string? next)
    {
        var refusal = Should.Throw<UsageException>(() => Text(text));

        refusal.Problem.ShouldStartWith(problem);
        refusal.NextStep.ShouldBe(next);
    }

    [Theory]
    [InlineData("a\u00a0b")]
    [InlineData("é€😀\ud7ff\ue000\ufffd")]
    [InlineData("\ta\r\n")]
    public void Should_take_all_other_text(string text) =>
        Text(text).Slice(0, Encoding.UTF8.GetByteCount(text)).ShouldBe(text);

    [Theory]
    [InlineData(new byte[] { 0xFF }, 1, "0xFF")]
    [InlineData(new byte[] { (byte)'a', 0xC3, 0xA9, 0xE2, 0x82 }, 3, "0xE2")]
    public void Fault_29_should_name_the_byte_that_is_no_text(byte[] bytes, int column, string value)
    {
        var refusal = Should.Throw<UsageException>(() => new YamlText(bytes, "f.yaml", YamlOptions.Strict));

        refusal.Line().ShouldBe($"f.yaml:1:{column}: the byte {value} is not UTF-8");
        refusal.NextStep.ShouldBe("save the file as UTF-8");
    }

    [Fact]
    public void Should_put_other_bytes_in_the_place_of_some()
    {
        var changed = Text("\uFEFFone two three").With(7, 3, "2"u8, YamlOptions.Strict);

        Encoding.UTF8.GetString(changed.Bytes).ShouldBe("\uFEFFone 2 three");
        changed.Start.ShouldBe(3);
        changed.File.ShouldBe("f.yaml");
    }

    [Fact]
    public void Should_not_grow_beyond_the_limit()
    {
        var limit = new YamlOptions { MaximumBytes = 5 };
        var text = new YamlText("abc"u8.ToArray(), "f.yaml", limit);

        text.With(0, 1, "xyz"u8, limit).Bytes.Length.ShouldBe(5);
        Should
            .Throw<UsageException>(() => text.With(0, 0, "xyz"u8, limit))
            .Problem.ShouldStartWith("the file has 6 bytes");
    }

    private static YamlText Text(string text) => new(Encoding.UTF8.GetBytes(text), "f.yaml", YamlOptions.Strict);

    private static (int Line, int Column) At(YamlText text, char character)
    {
        var place = text.At(text.Bytes.IndexOf((byte)character));
        return (place.Line, place.Column);
    }
}
