using System.Text;
using Deploy.Charts.Index;
using Deploy.Charts.Metadata;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Index;

public sealed class IndexEditorTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-05-06T07:08:09Z");

    private const string Index = """
        # kept by hand
        apiVersion: v1
        custom: {a: 1}
        entries:
          api:
          # the first one
          - name: api
            unknown: [1,   2]
            version: 1.2.0

          # the old one
          - name: api
            version: 1.0.0
          web10:
            - version: 1.0.0
              x: |+
                text

          # about zed
          zed: []
        generated: "2020-01-01T00:00:00Z"
        trailing: yes

        """;

    [Theory]
    [InlineData("api", "1.1.0", "    version: 1.2.0\n\n", "  # the old one\n")]
    [InlineData("api", "0.1.0", "    version: 1.0.0\n", "  web10:\n")]
    [InlineData("api", "2.0.0", "  api:\n", "  # the first one\n")]
    [InlineData("web2", "1.0.0", "    version: 1.0.0\n  web2:\n", "  web10:\n")]
    [InlineData("aaa", "1.0.0", "entries:\n  aaa:\n", "  api:\n")]
    [InlineData("web10", "0.1.0", "        text\n\n", "  # about zed\n")]
    [InlineData("zzz", "1.0.0", "  zed: []\n  zzz:\n", "generated:")]
    [InlineData("zed", "1.0.0", "  # about zed\n  zed:\n", "generated:")]
    public void Should_put_the_entry_where_Helm_sorts_it(string chart, string version, string before, string after)
    {
        var result = Insert(Index, chart, version);

        var added = result.IndexOf("apiVersion: v2", StringComparison.Ordinal);
        var start = result.LastIndexOf('\n', added) + 1;
        var end =
            result.IndexOf($"    version: {version}\n", added, StringComparison.Ordinal)
            + $"    version: {version}\n".Length;
        result[..start].ShouldEndWith(before);
        result[end..].ShouldStartWith(after);
    }

    [Fact]
    public void Should_change_nothing_else_but_the_time()
    {
        var result = Insert(Index, "web11", "1.0.0");

        var start = result.IndexOf("  web11:\n", StringComparison.Ordinal);
        var end = result.IndexOf("  # about zed", StringComparison.Ordinal);
        result
            .Remove(start, end - start)
            .Replace("\"2026-05-06T07:08:09.0000000Z\"", "\"2020-01-01T00:00:00Z\"")
            .ShouldBe(Index);
    }

    [Fact]
    public void Should_write_the_entry_as_Helm_does()
    {
        var digest = Digest.Of("x"u8);
        Insert(Encoding.UTF8.GetString(IndexEditor.Empty(Now).ToArray()), "web", "1.0.0-rc.1+b")
            .ShouldBe(
                $"""
                apiVersion: v1
                entries:
                  web:
                  - apiVersion: v2
                    appVersion: "1.0"
                    created: "2026-05-06T07:08:09.0000000Z"
                    digest: {digest.Hex}
                    name: web
                    urls:
                    - web-1.0.0-rc.1+b.tgz
                    version: 1.0.0-rc.1+b
                generated: "2026-05-06T07:08:09.0000000Z"

                """
            );
    }

    [Fact]
    public void Should_not_give_out_an_index_that_does_not_read_as_it_should()
    {
        var empty = IndexEditor.Empty(Now);
        var elsewhere = InsertionPlace.In(
            new IndexText(Encoding.UTF8.GetBytes(Index)),
            new("zed"),
            new("1.0.0"),
            "index.yaml"
        );

        Should.Throw<FailedException>(() =>
            IndexEditor.Insert(empty, elsewhere, Entry("zed", "1.0.0"), Now, "index.yaml")
        );
    }

    [Fact]
    public void Should_keep_the_line_ends_of_the_index()
    {
        var result = Insert(Index.ReplaceLineEndings("\r\n"), "web", "1.0.0");

        result.ReplaceLineEndings("\n").ReplaceLineEndings("\r\n").ShouldBe(result);
    }

    [Fact]
    public void Should_give_back_the_entry_of_a_version_that_is_there()
    {
        var text = new IndexText(Encoding.UTF8.GetBytes(Insert(Index, "web", "1.0.0")));

        var place = InsertionPlace.In(text, new("web"), new("1.0.0"), "index.yaml");

        place.Listed.ShouldBe(new(new("web"), new("1.0.0"), Digest.Of("x"u8), "web-1.0.0.tgz", Now));
        place.Versions.ShouldContain(place.Listed);
    }

    [Fact]
    public void Should_know_the_versions_of_the_chart_as_a_look_up_does()
    {
        var text = new IndexText(Encoding.UTF8.GetBytes(Index));

        foreach (var chart in new[] { "api", "web10", "web" })
        {
            InsertionPlace
                .In(text, new(chart), new("9.0.0"), "index.yaml")
                .Versions.ShouldBe(IndexLookup.Find(text, "index.yaml", name => name == chart));
        }
    }

    internal static string Insert(string index, string chart, string version)
    {
        var text = new IndexText(Encoding.UTF8.GetBytes(index));
        var place = InsertionPlace.In(text, new(chart), new(version), "index.yaml");
        var result = IndexEditor.Insert(text, place, Entry(chart, version), Now, "index.yaml");
        return Encoding.UTF8.GetString(result.ToArray());
    }

    private static IndexEntry Entry(string chart, string version) =>
        new(
            ChartMetadata.Read(TestCharts.Contents(chart, version), chart),
            Digest.Of("x"u8),
            $"{chart}-{version}.tgz",
            Now
        );
}
