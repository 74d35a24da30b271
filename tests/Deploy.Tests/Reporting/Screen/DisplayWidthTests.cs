using Deploy.Reporting.Screen;

namespace Deploy.Tests.Reporting.Screen;

public sealed class DisplayWidthTests
{
    [Theory]
    [InlineData("  the chart has no version", 14, "  the chart|  has no|  version")]
    [InlineData("  registry.example/a-long-name is gone", 14, "  registry.example/a-long-name|  is gone")]
    [InlineData("漢字 漢字", 8, "漢字|漢字")]
    [InlineData("漢字 漢字", 9, "漢字 漢字")]
    [InlineData("as  it  is", null, "as  it  is")]
    [InlineData("as  it  is", 10, "as  it  is")]
    [InlineData("", 10, "")]
    public void Should_break_lines_between_words_only(string text, int? columns, string lines) =>
        DisplayWidth.Wrap(text, columns).ShouldBe(lines.Split('|'));
}
