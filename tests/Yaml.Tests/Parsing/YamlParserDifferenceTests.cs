using System.Text;
using Deploy.Testing.Yaml;
using YamlDotNet.Core;

namespace Deploy.Yaml.Tests.Parsing;

/// <summary>Our parser against YamlDotNet's, over texts that are not like real files at all.</summary>
public sealed class YamlParserDifferenceTests
{
    private const int Seed = 20240101;

    // Enough to meet every rule of the grammar in odd company; a second or two.
    private const int Texts = 60_000;

    [Fact]
    public void Should_read_what_it_reads_as_YamlDotNet_does()
    {
        var random = new Random(Seed);
        var read = 0;
        for (var i = 0; i < Texts; i++)
        {
            var text = OddTexts.Next(random);
            if (Ours(text) is not { } ours || Theirs(text) is not { } theirs)
            {
                continue;
            }

            ours.ShouldBe(theirs, Printable.Escape(text));
            read++;
        }

        read.ShouldBeGreaterThan(Texts / 20);
    }

    // Whatever is thrown but the one exception for mistakes in the text fails the test.
    private static string? Ours(string text)
    {
        try
        {
            return Transcript.Ours(Encoding.UTF8.GetBytes(text));
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static string? Theirs(string text)
    {
        try
        {
            return Transcript.Theirs(text);
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException)
        {
            return null;
        }
    }
}
