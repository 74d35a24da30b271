using Deploy.Charts.Contents;
using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Publishing;

public sealed class PublishDecisionTests
{
    private static readonly PublishRules Rules = new();

    [Fact]
    public void Should_publish_the_first_version() =>
        PublishDecision
            .Decide(TestCharts.Package(), [], null, Rules)
            .ShouldBeOfType<PublishDecision.Publish>()
            .Newest.ShouldBeNull();

    [Fact]
    public void Should_publish_a_newer_version() =>
        PublishDecision
            .Decide(TestCharts.Package(version: "1.10.0"), [Listed("1.9.0"), Listed("1.2.0")], null, Rules)
            .ShouldBeOfType<PublishDecision.Publish>()
            .Newest.ShouldBe(new ChartVersion("1.9.0"));

    [Fact]
    public void Should_refuse_an_older_version()
    {
        var decision = PublishDecision
            .Decide(TestCharts.Package(version: "1.9.0"), [Listed("1.10.0")], null, Rules)
            .ShouldBeOfType<PublishDecision.Downgrade>();

        decision.Reason.ShouldBe("web 1.9.0 is older than 1.10.0, which is published");
        decision.NextStep.ShouldContain("--allow-downgrade");
        decision.ToException().ExitCode.ShouldBe(ExitCode.Refused);
    }

    [Fact]
    public void Should_publish_an_older_version_where_that_is_allowed() =>
        PublishDecision
            .Decide(
                TestCharts.Package(version: "1.9.0"),
                [Listed("1.10.0")],
                null,
                new PublishRules(AllowDowngrade: true)
            )
            .ShouldBeOfType<PublishDecision.Publish>();

    [Fact]
    public void Should_compare_by_digest_before_anything_is_fetched()
    {
        var package = TestCharts.Package();

        PublishDecision.NeedsContent(package, [Listed("0.1.0", package.Digest)]).ShouldBeNull();
        PublishDecision
            .Decide(package, [Listed("0.1.0", package.Digest)], null, Rules)
            .ShouldBeOfType<PublishDecision.AlreadyPublished>();
    }

    [Fact]
    public void Should_take_other_values_for_already_published()
    {
        var (package, published) = (TestCharts.Package(values: "tag: new"), TestCharts.Package(values: "tag: old"));
        var listed = Listed("0.1.0", published.Digest);

        PublishDecision.NeedsContent(package, [listed]).ShouldBe(listed);
        PublishDecision
            .Decide(package, [listed], published, Rules)
            .ShouldBeOfType<PublishDecision.AlreadyPublished>()
            .Published.ShouldBe(listed);
    }

    [Fact]
    public void Should_refuse_other_templates_and_name_them()
    {
        var (package, published) = (TestCharts.Package(template: "new"), TestCharts.Package(template: "old"));

        var decision = PublishDecision
            .Decide(package, [Listed("0.1.0", published.Digest)], published, Rules)
            .ShouldBeOfType<PublishDecision.OtherContent>();

        decision.Reason.ShouldBe("web 0.1.0 is published with other content: templates/service.yaml differs");
        decision.NextStep.ShouldBe("give web the version 0.1.1 in its Chart.yaml, commit it and run again");
    }

    [Fact]
    public void Should_name_five_files_that_differ_and_count_the_rest()
    {
        var files = Enumerable.Range(1, 7).Select(number => ($"templates/{number}.yaml", "new")).ToArray();
        var published = ChartPackage.Pack(Chart([]), "web");

        Refusal(files[..5]).Reason.ShouldEndWith("templates/4.yaml, templates/5.yaml differ");
        Refusal(files[..6]).Reason.ShouldEndWith("templates/5.yaml and 1 more files differ");
        Refusal(files).Reason.ShouldEndWith("templates/5.yaml and 2 more files differ");

        PublishDecision.OtherContent Refusal((string, string)[] changed) =>
            PublishDecision
                .Decide(ChartPackage.Pack(Chart(changed), "web"), [Listed("0.1.0", published.Digest)], published, Rules)
                .ShouldBeOfType<PublishDecision.OtherContent>();

        static ChartContents Chart((string, string)[] more) =>
            TestCharts.Contents([("Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\n"), .. more]);
    }

    [Fact]
    public void Should_not_take_another_charts_version_for_its_own() =>
        PublishDecision
            .Decide(TestCharts.Package("web", "1.0.0"), [Listed("1.0.0") with { Chart = new("api") }], null, Rules)
            .ShouldBeOfType<PublishDecision.Publish>();

    private static PublishedVersion Listed(string version, Digest? digest = null) =>
        new(new ChartName("web"), new ChartVersion(version), digest ?? Digest.Of("other"u8), $"web-{version}.tgz");
}
