using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Tools.Tests.Helm.Runner;

/// <summary>Reading what the real binaries wrote.</summary>
public sealed class HelmResultTests
{
    [Theory]
    [InlineData(3, "t3", "2026-11-22T16:03:06.4251548Z")]
    [InlineData(4, "t4", "2026-11-22T16:02:02.7282612Z")]
    public async Task Should_read_a_list(int major, string @namespace, string updated)
    {
        using var fixture = HelmFixture.OfMajor(major).Answers(HelmFixture.Output(major, "list.out"));
        var releases = await fixture.Helm.ListAsync(
            new HelmListSettings { Cluster = HelmFixture.Cluster, Namespace = HelmFixture.Namespace },
            default
        );
        releases
            .ShouldHaveSingleItem()
            .ShouldBe(
                new HelmRelease(
                    "r-demo",
                    new NamespaceName(@namespace),
                    1,
                    HelmStatus.Deployed,
                    "demo",
                    "1.2.3-rc.1",
                    "7.0",
                    DateTimeOffset.Parse(updated, null),
                    ""
                )
            );
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_read_a_history_newest_first(int major)
    {
        using var fixture = HelmFixture.OfMajor(major).Answers(HelmFixture.Output(major, "history.out"));
        var history = await fixture.Helm.HistoryAsync(History(), default);
        history
            .Select(revision => (revision.Revision, revision.Status, revision.Description))
            .ShouldBe([(2, HelmStatus.Deployed, "Upgrade complete"), (1, HelmStatus.Superseded, "Install complete")]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_have_no_history_without_a_release(int major)
    {
        using var fixture = HelmFixture
            .OfMajor(major)
            .Answers(error: HelmFixture.Output(major, "statusnone.err"), exitCode: 1);
        (await fixture.Helm.HistoryAsync(History(), default)).ShouldBeEmpty();
        (
            await fixture.Helm.StatusAsync(HelmFixture.Cluster, HelmFixture.Namespace, HelmFixture.Release, default)
        ).ShouldBeNull();
    }

    [Theory]
    [InlineData(3, HelmApplyMethod.ClientSide)]
    [InlineData(4, HelmApplyMethod.ServerSide)]
    public async Task Should_read_metadata(int major, HelmApplyMethod method)
    {
        using var fixture = HelmFixture.OfMajor(major).Answers(HelmFixture.Output(major, "metadata.out"));
        var metadata = await fixture.Helm.MetadataAsync(
            new()
            {
                Cluster = HelmFixture.Cluster,
                Namespace = HelmFixture.Namespace,
                Release = HelmFixture.Release,
            },
            default
        );
        metadata.ShouldBe(new HelmMetadata("demo", "1.2.3-rc.1", 2, HelmStatus.Deployed, method));
    }

    [Theory]
    [InlineData("infosite-1.2.3", "infosite", "1.2.3")]
    [InlineData("users-api-0.1.0-rc.1+build.7", "users-api", "0.1.0-rc.1+build.7")]
    [InlineData("web-2-1.0.0", "web-2", "1.0.0")]
    [InlineData("cert-manager-v1.19.2", "cert-manager", "v1.19.2")]
    [InlineData("short-1.2", "short", "1.2")]
    [InlineData("odd", "odd", "")]
    public void Should_split_a_chart_from_its_version(string label, string name, string version)
    {
        HelmChartLabel.Name(label).ShouldBe(name);
        HelmChartLabel.Version(label).ShouldBe(version);
    }

    [Fact]
    public async Task Should_fail_plainly_on_something_else_than_json()
    {
        using var fixture = HelmFixture.OfMajor(4).Answers("NAME  NAMESPACE");
        (await Should.ThrowAsync<FailedException>(fixture.Helm.HistoryAsync(History(), default))).Problem.ShouldBe(
            "helm printed something else than the JSON that was asked for"
        );
    }

    private static HelmHistorySettings History() =>
        new()
        {
            Cluster = HelmFixture.Cluster,
            Namespace = HelmFixture.Namespace,
            Release = HelmFixture.Release,
        };
}
