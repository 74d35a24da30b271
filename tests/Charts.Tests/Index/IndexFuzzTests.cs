using System.Text;
using Deploy.Charts.Tests.Fixtures;
using Deploy.Testing.Fuzzing;
using YamlDotNet.RepresentationModel;

namespace Deploy.Charts.Tests.Index;

/// <summary>Indexes that are damaged by chance, for some seconds.</summary>
public sealed class IndexFuzzTests
{
    private const string Chart = "added";
    private const string Version = "1.2.3";

    private static readonly Mutations _mutations = new(
        "entries:\n",
        "  web1:\n",
        "  - version: 1.0.0\n",
        "    version: 2.0.0\n",
        "    digest: x\n",
        "generated: \"2020-01-01T00:00:00Z\"\n",
        "  - ",
        "\n",
        "\r\n",
        "  ",
        "\t",
        " #",
        ": ",
        "|",
        "'",
        "\"",
        "{}",
        "[",
        "&a ",
        "*a",
        "---\n",
        "..."
    );

    [Fact]
    public void Fault_22_should_refuse_a_damaged_index_or_keep_all_that_others_read_in_it() =>
        Fuzz.Run(random =>
        {
            var text = Encoding.UTF8.GetString(_mutations.Of(new RandomIndex(random.Next()).Text, random));
            if (Inserted(text) is not { } result || ReadByOthers(text) is not { } before)
            {
                return;
            }

            var after = ReadByOthers(result).ShouldNotBeNull($"{text}\n=>\n{result}");
            after.ShouldBe([.. before, (Chart, Version)], ignoreOrder: true, $"{text}\n=>\n{result}");
        });

    private static string? Inserted(string text)
    {
        try
        {
            return IndexEditorTests.Insert(text, Chart, Version);
        }
        catch (FailedException refusal)
        {
            refusal.Location.ShouldNotBeNull();
            return null;
        }
    }

    // Null where the text is no YAML, or no index.
    private static List<(string Chart, string Version)>? ReadByOthers(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var root = (YamlMappingNode)stream.Documents[0].RootNode;
            return
            [
                .. from chart in ((YamlMappingNode)root["entries"]).Children
                from version in ((YamlSequenceNode)chart.Value).Children
                select (chart.Key.ToString(), version["version"].ToString()),
            ];
        }
        catch (Exception)
        {
            // YamlDotNet throws all kinds of exceptions.
            return null;
        }
    }
}
