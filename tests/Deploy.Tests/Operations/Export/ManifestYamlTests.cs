using System.Text;
using Deploy.Operations.Export;
using Deploy.Testing.Yaml;
using Deploy.Yaml;
using Deploy.Yaml.Parsing;

namespace Deploy.Tests.Operations.Export;

public sealed class ManifestYamlTests
{
    private readonly ManifestYaml _yaml = new();

    [Theory]
    [InlineData("true")]
    [InlineData("no")]
    [InlineData("3")]
    [InlineData("1.10")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData("0x1F")]
    [InlineData("2026-11-22")]
    [InlineData("1e3")]
    [InlineData("# no comment")]
    [InlineData("a: b")]
    [InlineData("{{ x }}")]
    [InlineData("a: 1\nb: 2\n")]
    [InlineData("a: 1")]
    [InlineData("\n\n  indented: 1\n")]
    [InlineData("a: 1\n\n\n")]
    [InlineData("a: |\n  x \n\ty\n")]
    [InlineData("a: 'tab\there'\n")]
    [InlineData("  leading")]
    [InlineData("trailing ")]
    [InlineData("- a")]
    [InlineData("=")]
    public void Should_say_a_text_so_that_it_is_read_as_that_text(string text) => ReadBack(text).ShouldBe(text);

    [Fact]
    public void Should_hold_every_values_file_whole()
    {
        Assert.SkipWhen(Corpus.Missing is not null, Corpus.Missing ?? "");

        foreach (var (name, bytes) in Corpus.Files())
        {
            var release = new ExportedRelease(null!, null!, bytes, [], 0, []);
            ReadBack(release.ValuesText)
                .ShouldBe(
                    Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal),
                    name
                );
        }
    }

    [Fact]
    public void Should_leave_out_what_has_no_value_and_part_documents() =>
        _yaml
            .Write(ManifestYaml.Map(("a", 1), ("b", null)), ManifestYaml.Map(("c", true), ("d", "true")))
            .ShouldBe("a: 1\n---\nc: true\nd: \"true\"\n");

    private string ReadBack(string text)
    {
        var yaml = _yaml.Write(ManifestYaml.Map(("data", ManifestYaml.Map(("text", text)))));
        var node = YamlReader
            .Read(Encoding.UTF8.GetBytes(yaml), "manifest.yaml")
            .AsMapping()
            .Require("data")
            .AsMapping()
            .Entries.Single()
            .Value;
        var scalar = node.ShouldBeOfType<YamlScalar>();
        scalar.ValueKind.ShouldBe(ScalarKind.Text, yaml);
        return scalar.Value;
    }
}
