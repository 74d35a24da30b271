using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Deploy.Integration.Tools;
using Deploy.Testing.Yaml;
using Deploy.Tools.Helm.Verbs;
using Deploy.Yaml;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Integration.Yaml;

/// <summary>Helm is who reads values files in the end: what our reader sees in a text must be what it sees.</summary>
public sealed partial class HelmReadsTheSameTests
{
    private const int Seed = 20240101;
    private const int Texts = 6_000;
    private const string New = "prod-2024-01-01.01-02-03-0123456789ab";

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_read_odd_texts_as_Helm_does(int major)
    {
        var random = new Random(Seed);
        var texts = Enumerable.Range(0, Texts).Select(_ => OddTexts.Next(random)).ToArray();

        var helms = await ReadByHelmAsync(major, texts);

        var read = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            if (helms[i] is { } theirs && !theirs.TryGetProperty("Error", out _) && Ours(texts[i]) is { } ours)
            {
                ours.ShouldBe(Seen.Of(theirs), Printable.Escape(texts[i]));
                read++;
            }
        }

        read.ShouldBeGreaterThan(Texts / 20);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_let_Helm_read_the_new_value_and_all_others_as_before(int major)
    {
        Assert.SkipWhen(Corpus.Missing is not null, Corpus.Missing ?? "");
        var before = Corpus.Files().Select(file => Encoding.UTF8.GetString(file.Bytes)).ToArray();
        var after = before.Select(text => Set(Set(text, "zz.us-east-1", New), "zz.us-east-1", "1.20")).ToArray();

        var read = await ReadByHelmAsync(major, [.. before, .. after]);

        for (var i = 0; i < before.Length; i++)
        {
            var expected = Seen.Of(read[i].ShouldNotBeNull()).Append("zz.us-east-1=1.20");
            Seen.Of(read[before.Length + i].ShouldNotBeNull()).ShouldBe(expected.Order(StringComparer.Ordinal));
        }
    }

    private static string Set(string text, string path, string value) =>
        Encoding.UTF8.GetString(
            ValuesEditor
                .Set(Encoding.UTF8.GetBytes(text), "values.yaml", [new ScalarEdit(YamlPath.Parse(path), value)])
                .Content.Span
        );

    // All of them in one run: the template reads each text with Helm's own YAML.
    private static async Task<JsonElement?[]> ReadByHelmAsync(int major, string[] texts)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        real.Write(
            "demo/templates/map.yaml",
            "{{ range $p, $t := .Files.Glob \"texts/*\" }}t{{ base $p }}: {{ fromYaml (toString $t) | toJson | b64enc }}\n{{ end }}"
        );
        for (var i = 0; i < texts.Length; i++)
        {
            real.Write($"demo/texts/{i}", texts[i]);
        }

        var settings = new HelmTemplateSettings
        {
            Release = new("x"),
            Namespace = new("y"),
            Chart = real.Chart,
        };
        var read = new JsonElement?[texts.Length];
        foreach (Match line in ReadLine().Matches(await real.Helm.TemplateAsync(settings, default)))
        {
            var json = Convert.FromBase64String(line.Groups["json"].Value);
            read[int.Parse(line.Groups["text"].Value)] = JsonDocument.Parse(json).RootElement;
        }

        return read;
    }

    // Only mappings come through Helm's function; of several documents it reads the first.
    private static IEnumerable<string>? Ours(string text)
    {
        try
        {
            var root = YamlReader.ReadAll(Encoding.UTF8.GetBytes(text), "text", YamlOptions.Values)[0];
            return root is YamlMapping || root.IsNull ? Seen.Of(root) : null;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    [GeneratedRegex("^t(?<text>[0-9]+): (?<json>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 30_000)]
    private static partial Regex ReadLine();
}
