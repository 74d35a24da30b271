using System.Text;
using Deploy.Charts.Metadata;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Metadata;

public sealed class ChartMetadataTests
{
    private const string Head = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

    [Fact]
    public void Should_keep_what_Helm_knows_and_nothing_else() =>
        Read(
                """
                apiVersion: v2
                name: web
                version: 1.0.0-rc.1
                appVersion: 1.10
                type: application
                deprecated: true
                description: ""
                keywords: [b, a]
                home:
                unknown: [1]
                maintainers:
                  - { email: ann@example.com, name: Ann, since: 2020 }
                annotations: { b: yes, a: "x" }
                dependencies:
                  - name: lib
                    version: ">=1"
                    tags: [t]
                    import-values: [x, { parent: p, child: c }]
                """
            )
            .ToJson()
            .ShouldBe(
                """
                {"apiVersion":"v2","name":"web","version":"1.0.0-rc.1","appVersion":"1.1","type":"application",
                "deprecated":true,"keywords":["b","a"],"maintainers":[{"name":"Ann","email":"ann@example.com"}],
                "dependencies":[{"name":"lib","version":"\u003E=1","repository":"","tags":["t"],
                "import-values":["x",{"child":"c","parent":"p"}]}],"annotations":{"a":"x","b":"yes"}}
                """.ReplaceLineEndings("")
            );

    [Theory]
    [InlineData("description: A site")]
    [InlineData("kubeVersion: 1.30.x")]
    [InlineData("home: https://example.org")]
    [InlineData("icon: https://example.org/x.png")]
    [InlineData("condition: web.enabled")]
    [InlineData("tags: a")]
    [InlineData("type: library")]
    [InlineData("appVersion: v2")]
    [InlineData("sources: [https://example.org]")]
    [InlineData("keywords: [a]")]
    [InlineData("deprecated: true")]
    [InlineData("maintainers: [{name: Ann, url: https://example.org}]")]
    [InlineData("dependencies: [{name: lib, enabled: true}]")]
    public void Should_tell_charts_apart_by_every_field_that_Helm_knows(string field) =>
        Read(Head + field + "\n").SaysTheSameAs(Read(Head)).ShouldBeFalse();

    [Fact]
    public void Should_know_the_version_of_what_it_installs()
    {
        Read(Head + "appVersion: v2\n").AppVersion.ShouldBe("v2");
        Read(Head).AppVersion.ShouldBeNull();
    }

    [Fact]
    public void Should_take_dependencies_from_where_Helm_2_had_them()
    {
        var contents = TestCharts.Contents(
            ("Chart.yaml", "apiVersion: v1\nname: web\nversion: 1.0.0\n"),
            ("requirements.yaml", "dependencies:\n- { name: lib, version: 1.0.0, repository: '@stable' }\n")
        );

        ChartMetadata.Read(contents, "web").Dependencies.ShouldBe([new ChartDependency("lib", "1.0.0", "@stable")]);
    }

    [Theory]
    [InlineData("name: web\nversion: 1.0.0\n", 1, 1)]
    [InlineData("apiVersion: v2\nversion: 1.0.0\n", 1, 1)]
    [InlineData("apiVersion: v2\nname: -x\nversion: 1.0.0\n", 2, 7)]
    [InlineData("apiVersion: v2\nname: ..\nversion: 1.0.0\n", 2, 7)]
    [InlineData("apiVersion: v2\nname: a/b\nversion: 1.0.0\n", 2, 7)]
    [InlineData("apiVersion: v2\nname: web\nversion: 1.0\n", 3, 10)]
    [InlineData("apiVersion: v2\nname: web\nversion: latest\n", 3, 10)]
    [InlineData(Head + "type: job\n", 4, 7)]
    [InlineData(Head + "keywords: x\n", 4, 11)]
    [InlineData(Head + "keywords:\n- a\n- { b: c }\n", 6, 3)]
    [InlineData(Head + "deprecated: perhaps\n", 4, 13)]
    [InlineData(Head + "annotations: [a]\n", 4, 14)]
    [InlineData(Head + "dependencies: [a]\n", 4, 16)]
    [InlineData(Head + "dependencies:\n- version: 1.0.0\n", 5, 3)]
    [InlineData(Head + "name: again\n", 4, 1)]
    [InlineData(Head + "\tdescription: x\n", 4, 1)]
    [InlineData(Head + "description: \"x\n", 4, 14)]
    [InlineData("- a\n", 1, 1)]
    public void Fault_29_should_name_the_place_of_what_is_wrong(string chart, int line, int column) =>
        Should
            .Throw<UsageException>(() => Read(chart))
            .Location.ShouldBe(new SourceLocation("charts/web/Chart.yaml", line, column));

    [Fact]
    public void Fault_29_should_refuse_an_anchor_bomb_at_once()
    {
        var bomb = new StringBuilder(Head).Append("a0: &a0 [x, x]\n");
        for (var level = 1; level < 40; level++)
        {
            bomb.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        Should.Throw<UsageException>(() => Read(bomb.Append("keywords: *a39\n").ToString()));
    }

    [Fact]
    public void Fault_29_should_refuse_what_is_not_text_or_too_long()
    {
        Should.Throw<UsageException>(() => Read("\0\u0001"));
        Should.Throw<UsageException>(() => Read(Head + "description: " + new string('x', 2 << 20)));
        Should
            .Throw<UsageException>(() => ChartMetadata.Read(TestCharts.Contents(("values.yaml", "")), "charts/web"))
            .Problem.ShouldBe("there is no Chart.yaml in 'charts/web'");
    }

    private static ChartMetadata Read(string chart) =>
        ChartMetadata.Read(TestCharts.Contents(("Chart.yaml", chart)), "charts/web");
}
