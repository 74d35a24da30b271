using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests.Parsing;

/// <summary>Parsing around a change has to see what parsing all of the text sees, or leave it to that.</summary>
public sealed class ParseAgainTests
{
    [Theory]
    [InlineData("a: 1\nb: old\nc: 3\n", "a: 1\nb: newer\nc: 3\n")]
    [InlineData("a: 1\nb: older\nc: 3\n", "a: 1\nb: x\nc: 3\n")]
    [InlineData("a: 1\nb:\n  x: 1\nc:\n  d: [1, {e: f}]\ng: 5", "a: 1\nb:\n  x: 1\n  y: 2\nc:\n  d: [1, {e: f}]\ng: 5")]
    [InlineData("a: 1\r\nb: old\r\nc: 3\r\n", "a: 1\r\nb: newer\r\nc: 3\r\n")]
    [InlineData("a: 1\nb: |\n  x\n\nc: 3\n", "a: 1\nb: |\n  y\n  z\n\nc: 3\n")]
    [InlineData("a: 1\nb: x # c\n\n# d\nc: 3\n", "a: 1\nb: y # c\n\n# d\nc: 3\n")]
    [InlineData("a: 1\nb: [x]\n\"c\": 3\nd: 4\n", "a: 1\nb: [x, y]\n\"c\": 3\nd: 4\n")]
    public void Should_see_what_parsing_all_sees(string before, string after)
    {
        var again = ParseAgain(before, after).ShouldNotBeNull();

        var all = Parse(after);
        again.Tokens.ToArray().ShouldBe(all.Tokens.ToArray());
        Transcript.Of([again]).ShouldBe(Transcript.Of([all]));
    }

    [Theory]
    [InlineData("a: 1\nb: 2\nc: 3\n", "a: 12\nb: 2\nc: 3\n")] // in the first entry
    [InlineData("a: 1\nb: 2\nc: 3\n", "a: 1\nb: 2\nc: 34\n")] // in the last one
    [InlineData("a: &x 1\nb: 2\nc: 3\n", "a: &x 1\nb: 23\nc: 3\n")]
    [InlineData("a: !x 1\nb: 2\nc: 3\n", "a: !x 1\nb: 23\nc: 3\n")]
    [InlineData("{a: 1,\nb: 2,\nc: 3}", "{a: 1,\nb: 23,\nc: 3}")]
    [InlineData("- a\n- b\n- c\n", "- a\n- bc\n- c\n")]
    [InlineData(" a: 1\n b: 2\n c: 3\n", " a: 1\n b: 23\n c: 3\n")]
    [InlineData("text\n", "other text\n")]
    [InlineData("? a\n: 1\n? b\n: 2\n? c\n: 3\n", "? a\n: 1\n? b\n: 23\n? c\n: 3\n")]
    [InlineData("a: 1\nb: 2\n? c\n: 3\n", "a: 1\nb: 23\n? c\n: 3\n")]
    public void Should_be_left_alone_where_it_might_see_less(string before, string after) =>
        ParseAgain(before, after).ShouldBeNull();

    [Theory]
    [InlineData("a: 1\nb: x\nc: 3\n", "a: 1\nb: 'x\nc: 3\n")]
    [InlineData("a: 1\nb: x\nc: 3\n", "a: 1\nb: [x\nc: 3\n")]
    [InlineData("a: 1\nb: x\nc: 3\n", "a: 1\nb: x: y\nc: 3\n")]
    public void Should_refuse_what_is_not_YAML_any_more(string before, string after) =>
        Should.Throw<UsageException>(() => ParseAgain(before, after));

    private static YamlDocument? ParseAgain(string before, string after)
    {
        var (old, now) = (Text(before), Text(after));
        var start = old.Bytes.CommonPrefixLength(now.Bytes);
        var tail = 0;
        while (
            tail < Math.Min(old.Bytes.Length, now.Bytes.Length) - start
            && old.Bytes[^(tail + 1)] == now.Bytes[^(tail + 1)]
        )
        {
            tail++;
        }

        return YamlParser.ParseAgain(Parse(before), now, YamlOptions.Values, start, old.Bytes.Length - tail);
    }

    private static YamlDocument Parse(string text) => YamlParser.Parse(Text(text), YamlOptions.Values)[0];

    private static YamlText Text(string text) => new(Encoding.UTF8.GetBytes(text), "f.yaml", YamlOptions.Values);
}
