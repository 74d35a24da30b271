using System.Text;
using Deploy.Charts.Index;

namespace Deploy.Charts.Tests.Index;

public sealed class IndexScalarTests
{
    [Theory]
    [InlineData(" 1.0.0", "1.0.0")]
    [InlineData("\t1.0.0 ", "1.0.0")]
    [InlineData("1.0.0 # why", "1.0.0")]
    [InlineData("1.0.0 \t # why", "1.0.0")]
    [InlineData("a#b", "a#b")]
    [InlineData("\"1.0.0\"", "1.0.0")]
    [InlineData("\"a # b\" # why", "a # b")]
    [InlineData("\"a\"\t#why", "a")]
    [InlineData("'it''s' # why", "it's")]
    [InlineData("\"\"", "")]
    [InlineData("''", "")]
    public void Should_be_the_text_on_its_line(string written, string text) => Decode(written).ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("# only a comment")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("\"goes on")]
    [InlineData("'goes on")]
    [InlineData("\"a\" b")]
    [InlineData("'a' b")]
    [InlineData("\"\\u0031\"")]
    [InlineData("|")]
    [InlineData(">-")]
    [InlineData("&a 1")]
    [InlineData("*a")]
    [InlineData("!!str 1")]
    [InlineData("[a]")]
    [InlineData("{a: b}")]
    public void Should_be_nothing_where_a_line_does_not_tell(string written) => Decode(written).ShouldBeNull();

    private static string? Decode(string written) => IndexScalar.Decode(Encoding.UTF8.GetBytes(written));
}
