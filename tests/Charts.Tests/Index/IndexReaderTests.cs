using System.Text;
using Deploy.Charts.Index;

namespace Deploy.Charts.Tests.Index;

public sealed class IndexReaderTests
{
    private const string Head = "apiVersion: v1\n";
    private const string Tail = "generated: \"2026-01-02T03:04:05.6Z\"\n";

    public sealed class Lookup
    {
        [Fact]
        public void Should_find_the_versions_of_a_chart_newest_first()
        {
            var digest = new string('a', 64);
            var found = Find(
                "web",
                $"""
                apiVersion: v1
                entries:
                  api:
                  - name: api
                    version: 9.0.0
                  web:
                  - created: "2026-01-02T03:04:05.1234567Z"
                    digest: {digest}
                    name: web
                    urls:
                    - s3://bucket/charts/web-0.9.0.tgz
                    - https://elsewhere
                    version: 0.9.0
                  - digest: {digest}
                    version: '0.10.0'  # quoted
                generated: "2026-01-02T03:04:05Z"

                """
            );

            found.Select(version => version.Version.Value).ShouldBe(["0.10.0", "0.9.0"]);
            found[1].Url.ShouldBe("s3://bucket/charts/web-0.9.0.tgz");
            found[1].Digest.ShouldBe(new Digest($"sha256:{digest}"));
            found[1].Created.ShouldBe(DateTimeOffset.Parse("2026-01-02T03:04:05.1234567Z"));
            found[0].Url.ShouldBe("web-0.10.0.tgz");
        }

        [Fact]
        public void Should_not_take_the_text_of_a_block_scalar_for_fields() =>
            Find(
                    "web",
                    $"""
                    {Head}entries:
                      web:
                      - annotations:
                          changes: |+
                            version: 6.6.6

                          - digest: x
                        # a comment
                        description: 'folded
                          version: 7.7.7'
                        version: 1.0.0

                    {Tail}
                    """
                )
                .Single()
                .Version.Value.ShouldBe("1.0.0");

        [Fact]
        public void Should_read_other_layouts_of_the_same_structure() =>
            Find(
                    "web",
                    "\uFEFF---\r\n# made by hand\r\nserverInfo: {}\r\napiVersion: v1\r\npublicKeys:\r\n- a: b\r\n"
                        + "entries:\r\n    \"web\":\r\n      -   version: \"1.0.0\"\r\n          digest: sha256:"
                        + new string('b', 64)
                        + "\r\n          unknown:\r\n          - 1\r\n    none: []\r\ngenerated: 2026-01-02T03:04:05Z\r\n"
                )
                .Single()
                .Digest!.Hex.ShouldBe(new string('b', 64));

        [Fact]
        public void Should_leave_out_what_is_no_version() =>
            Find("web", $"{Head}entries:\n  web:\n  - version: latest\n  - version: 1.0.0\n{Tail}")
                .Single()
                .Version.Value.ShouldBe("1.0.0");
    }

    public sealed class Refusal
    {
        [Theory]
        [InlineData("", 1, "'apiVersion' is missing")]
        [InlineData("<html>\n", 1, "no 'key:'")]
        [InlineData("{\"apiVersion\": \"v1\"}\n", 1, "no 'key:'")]
        [InlineData(Head + "entries: {}\n", 2, "'generated' is missing")]
        [InlineData(Head + Tail, 2, "'entries' is missing")]
        [InlineData("entries: {}\n" + Tail, 2, "'apiVersion' is missing")]
        [InlineData(Head + "entries: {}\ngenerated: \"2026-01-0", 3, "cut off")]
        [InlineData(Head + "entries: {}\ngenerated: \"2026-01-\n", 3, "not a point in time")]
        [InlineData(Head + "entries:\n  web:\n  - name: web\n    vers", 5, "cut off")]
        [InlineData(Head + "entries:\n  web:\n  - name: web\n" + Tail, 4, "without a version")]
        [InlineData(Head + "entries:\n  web:\n  - name: web\n    version: 1.0.0\n   x: y\n" + Tail, 6, "indented by 3")]
        [InlineData(Head + "entries:\n  web:\n  - version: 1.0.0\n\tx: y\n" + Tail, 5, "tab")]
        [InlineData(Head + "entries:\n  web:\n  - {version: 1.0.0}\n" + Tail, 4, "without a version")]
        [InlineData(Head + "entries:\n  web: [{version: 1.0.0}]\n" + Tail, 3, "a value where")]
        [InlineData(Head + "entries:\n  web: &a\n  - version: 1.0.0\n" + Tail, 3, "a value where")]
        [InlineData(Head + "entries:\n  web:\n  -\n    version: 1.0.0\n" + Tail, 4, "without a mapping")]
        [InlineData(Head + "entries:\n  - version: 1.0.0\n" + Tail, 3, "belongs to no chart")]
        [InlineData(
            Head + "entries:\n  web:\n  - version: 1.0.0\n  web:\n  - version: 2.0.0\n" + Tail,
            5,
            "stands there twice"
        )]
        [InlineData(Head + "entries: {}\nentries: {}\n" + Tail, 3, "stands there twice")]
        [InlineData(
            Head + "entries:\n  web:\n  - version: 1.0.0\n    version: 2.0.0\n" + Tail,
            5,
            "a second 'version'"
        )]
        [InlineData(Head + "entries:\n  web:\n  - digest: a\n    digest: b\n" + Tail, 5, "a second 'digest'")]
        [InlineData(Head + "entries:\n  web:\n  - version: 1.0.0\n    text\n" + Tail, 5, "no 'key: value'")]
        [InlineData(Head + "entries:\n  web:\n  - version: |\n      1.0.0\n" + Tail, 4, "the value '|'")]
        [InlineData(Head + "entries: {}\n" + Tail + "---\nmore: 1\n", 4, "no 'key:'")]
        public void Should_name_the_line_of_what_it_cannot_read(string text, int line, string problem)
        {
            var error = Should.Throw<FailedException>(() => Find("web", text));

            error.Problem.ShouldContain(problem);
            error.NextStep.ShouldNotBeNull().ShouldStartWith("nothing was changed");
            error.Location.ShouldBe(error.Location! with { File = "s3://b/index.yaml", Line = line });
        }

        [Fact]
        public void Should_refuse_what_is_not_text() =>
            Should
                .Throw<FailedException>(() =>
                    IndexLookup.Find(new IndexText(new byte[] { 0x1f, 0x8b, 0xff, 0x0a }), "index.yaml", _ => true)
                )
                .Message.ShouldStartWith("index.yaml:1:1: not an index as Helm writes it: it is not UTF-8");

        [Theory]
        [InlineData("  we\0b: []\n")]
        [InlineData("  web:\n\r  # \n")]
        public void Should_refuse_controls_at_which_other_readers_stop_or_end_a_line(string entries) =>
            Should
                .Throw<FailedException>(() => Find("web", $"{Head}entries:\n{entries}{Tail}"))
                .Problem.ShouldContain("control characters");
    }

    private static IReadOnlyList<PublishedVersion> Find(string chart, string text) =>
        IndexLookup.Find(new IndexText(Encoding.UTF8.GetBytes(text)), "s3://b/index.yaml", name => name == chart);
}
