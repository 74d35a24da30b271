using System.Text;
using Deploy.Testing.Yaml;

namespace Deploy.Yaml.Tests.Parsing;

public sealed class YamlParserCorpusTests
{
    [Fact]
    public void Should_read_real_values_as_YamlDotNet_does()
    {
        Assert.SkipWhen(Corpus.Missing is not null, Corpus.Missing ?? "");
        foreach (var (name, bytes) in Corpus.Files())
        {
            Transcript.Ours(bytes).ShouldBe(Transcript.Theirs(Encoding.UTF8.GetString(bytes)), name);
        }
    }

    [Fact]
    public void Should_read_the_same_with_other_line_ends_byte_order_mark_and_no_final_newline()
    {
        Assert.SkipWhen(Corpus.Missing is not null, Corpus.Missing ?? "");
        foreach (var (name, bytes) in Corpus.Files())
        {
            var text = Encoding.UTF8.GetString(bytes);
            var expected = Transcript.Ours(bytes);
            Transcript.Ours(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n"))).ShouldBe(expected, name);
            Transcript.Ours(Encoding.UTF8.GetBytes(text.Replace('\n', '\r'))).ShouldBe(expected, name);
            Transcript.Ours(Encoding.UTF8.GetBytes('\uFEFF' + text)).ShouldBe(expected, name);
            Transcript
                .Ours(Encoding.UTF8.GetBytes(text.TrimEnd('\n')))
                .ShouldBe(Transcript.Theirs(text.TrimEnd('\n')), name);
        }
    }
}
