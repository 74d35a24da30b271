using System.Text;
using System.Text.Json.Nodes;
using Deploy.Charts.Index;
using Deploy.Yaml;
using FsCheck.Xunit;

namespace Deploy.Charts.Tests.Index;

public sealed class BlockYamlTests
{
    [Fact]
    public void Should_lay_out_an_entry_as_Helm_does()
    {
        var text = new StringBuilder();
        var item = JsonNode.Parse(
            """{"b":["x","- y"],"a":{"k10":"1","k2":"true"},"c":[{"n":"1.0.0","l":[]}],"d":true}"""
        )!;

        BlockYaml.WriteItem(text, item.AsObject(), 2);

        text.ToString()
            .ShouldBe(
                """
                  - a:
                      k2: "true"
                      k10: "1"
                    b:
                    - x
                    - "- y"
                    c:
                    - l: []
                      "n": 1.0.0
                    d: true

                """
            );
    }

    [Theory]
    [InlineData("1.0.0", "1.0.0")]
    [InlineData("1.0", "\"1.0\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "a b")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("a #b", "\"a #b\"")]
    [InlineData("s3://bucket/web-1.0.0+b.tgz", "s3://bucket/web-1.0.0+b.tgz")]
    [InlineData("2026-01-02", "\"2026-01-02\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("é\n\"\\", "\"é\\n\\\"\\\\\"")]
    [InlineData("\u0007\u2028", "\"\\u0007\\u2028\"")]
    public void Should_quote_what_could_be_taken_for_anything_else(string value, string expected) =>
        EntryScalar.Write(value).ShouldBe(expected);

    [Property(MaxTest = 1000)]
    public void Should_be_read_as_it_was_meant(string? value)
    {
        var text = value ?? "";
        if (text.Any(char.IsSurrogate))
        {
            return;
        }

        var read = YamlReader.Read($"k: {EntryScalar.Write(text)}\n", "x").AsMapping();

        ((YamlScalar)read.Entries.Single().Value).Value.ShouldBe(text);
        EntryScalar.Write(text).ShouldNotContain('\n');
    }
}
