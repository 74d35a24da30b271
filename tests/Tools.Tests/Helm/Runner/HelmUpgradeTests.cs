using Deploy.Testing.Processes;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Tools.Tests.Helm.Runner;

public sealed class HelmUpgradeTests
{
    private const string Target = "--kubeconfig=/home/me/.kube/config --kube-context=prod-e1-1 --namespace=prod";

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_install_with_everything_explicit(int major)
    {
        using var fixture = Fixture(major);
        await fixture.Helm.UpgradeAsync(Settings(), default);
        fixture.Arguments.ShouldBe(
            $"upgrade {Target} --install --reset-values --timeout=90s --output=json -- prod-infosite /charts/infosite"
        );
        fixture.Commands.Invocations[0].Path.ShouldBe("/tools/helm");
        fixture.Commands.Invocations[0].Shielded.ShouldBeTrue();
    }

    [Fact]
    public async Task Should_write_out_every_setting()
    {
        using var fixture = Fixture(4);
        var settings = new HelmUpgradeSettings
        {
            Cluster = HelmFixture.Cluster,
            Namespace = HelmFixture.Namespace,
            Release = HelmFixture.Release,
            Chart = "oci://localhost:5000/charts/infosite",
            Version = new ChartVersion("1.2.3"),
            PlainHttp = true,
            ValuesFiles = ["/charts/infosite/values.yaml", "/tmp/a b.yaml"],
            Timeout = TimeSpan.FromSeconds(89.2),
            Wait = true,
            DryRun = true,
            ServerSide = false,
            Description = "Deploy 1a2b3c by me",
            Debug = true,
        };
        await fixture.Helm.UpgradeAsync(settings, default);
        fixture.Arguments.ShouldBe(
            $"upgrade {Target} --debug --install --reset-values --timeout=90s --wait --wait-for-jobs --dry-run=server "
                + "\"--description=Deploy 1a2b3c by me\" --output=json --server-side=false "
                + "--values=/charts/infosite/values.yaml \"--values=/tmp/a b.yaml\" "
                + "--version=1.2.3 --plain-http -- prod-infosite oci://localhost:5000/charts/infosite"
        );
        fixture.Commands.Invocations[0].Input.ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task Should_quote_a_values_file_whose_name_helm_would_split()
    {
        using var fixture = Fixture(4);
        await fixture.Helm.UpgradeAsync(Settings(values: "/tmp/a,b\"c.yaml"), default);
        fixture.Arguments.ShouldContain(" \"--values=\\\"/tmp/a,b\\\"\\\"c.yaml\\\"\" ");
    }

    [Fact]
    public async Task Should_take_variables_away_that_would_lead_elsewhere()
    {
        using var fixture = Fixture(4);
        await fixture.Helm.UpgradeAsync(Settings(), default);
        var environment = fixture.Commands.Invocations[0].Environment;
        foreach (
            var name in (string[])
                [
                    "HELM_KUBEAPISERVER",
                    "HELM_KUBETOKEN",
                    "HELM_KUBECONTEXT",
                    "HELM_NAMESPACE",
                    "HELM_DRIVER",
                    "KUBECONFIG",
                ]
        )
        {
            environment.ShouldContainKey(name);
            environment[name].ShouldBeNull();
        }
    }

    [Fact]
    public async Task Should_refuse_server_side_apply_with_helm_3()
    {
        using var fixture = Fixture(3);
        var problem = await Should.ThrowAsync<UsageException>(
            fixture.Helm.UpgradeAsync(Settings(serverSide: true), default)
        );
        problem.Problem.ShouldBe("Helm 3 cannot apply objects server-side");
        fixture.Commands.Invocations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, HelmApplyMethod.ClientSide, "2026-11-22T16:03:53")]
    [InlineData(4, HelmApplyMethod.ServerSide, "2026-11-22T16:26:52")]
    public async Task Should_read_the_new_revision(int major, HelmApplyMethod method, string updated)
    {
        using var fixture = Fixture(major);
        var result = await fixture.Helm.UpgradeAsync(Settings(), default);
        var release = result.Release;
        release.Chart.ShouldBe("demo");
        release.ChartVersion.ShouldBe("1.2.3-rc.1");
        release.AppVersion.ShouldBe("7.0");
        release.Status.ShouldBe(HelmStatus.Deployed);
        release.Updated.ToString("s").ShouldBe(updated);
        release.Revision.ShouldBe(major == 3 ? 7 : 1);
        result.Method.ShouldBe(method);
        result.Manifest.ShouldStartWith("---\n# Source: demo/templates/all.yaml\n");
    }

    [Fact]
    public async Task Should_show_warnings_but_never_templates()
    {
        using var fixture = HelmFixture
            .OfMajor(4)
            .Answers(HelmFixture.Output(4, "upgrade.out"), "level=WARN msg=\"old API\"");
        var lines = new LineLog();
        await fixture.Helm.UpgradeAsync(Settings(lines: lines), default);
        lines.Seen.Select(line => line.Text).ShouldBe(["level=WARN msg=\"old API\""]);
    }

    [Fact]
    public async Task Should_end_by_itself_when_helm_does_not()
    {
        using var fixture = HelmFixture.OfMajor(4);
        fixture.Commands.Answers(new Answer(OnInterrupt: InterruptBehaviour.Obeys));
        var run = fixture.Helm.UpgradeAsync(Settings(), default);
        fixture.Commands.Time.Advance(TimeSpan.FromSeconds((3 * 90) + 60));
        (await Should.ThrowAsync<FailedException>(run)).Problem.ShouldBe(
            "helm upgrade: not done after 330 s, so it was stopped"
        );
    }

    private static HelmFixture Fixture(int major) =>
        HelmFixture.OfMajor(major).Answers(HelmFixture.Output(major, "upgrade.out"));

    private static HelmUpgradeSettings Settings(
        string? values = null,
        bool? serverSide = null,
        LineLog? lines = null
    ) =>
        new()
        {
            Cluster = HelmFixture.Cluster,
            Namespace = HelmFixture.Namespace,
            Release = HelmFixture.Release,
            Chart = "/charts/infosite",
            ValuesFiles = values is null ? [] : [values],
            ServerSide = serverSide,
            Lines = lines,
            Timeout = TimeSpan.FromSeconds(90),
        };
}
