using Deploy.Tools.Helm.Verbs;

namespace Deploy.Tools.Tests.Helm.Runner;

public sealed class HelmVerbTests
{
    private const string Target = "--kubeconfig=/home/me/.kube/config --kube-context=prod-e1-1 --namespace=prod";
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true, $"test {Target} --timeout=60s --logs -- prod-infosite")]
    [InlineData(false, $"test {Target} --timeout=60s -- prod-infosite")]
    public async Task Should_test(bool logs, string arguments)
    {
        using var fixture = HelmFixture.OfMajor(4);
        await fixture.Helm.TestAsync(
            new()
            {
                Cluster = HelmFixture.Cluster,
                Namespace = HelmFixture.Namespace,
                Release = HelmFixture.Release,
                Timeout = _minute,
                Logs = logs,
            },
            default
        );
        fixture.Arguments.ShouldBe(arguments);
    }

    [Fact]
    public async Task Should_roll_back()
    {
        using var fixture = HelmFixture.OfMajor(3);
        await fixture.Helm.RollbackAsync(
            new()
            {
                Cluster = HelmFixture.Cluster,
                Namespace = HelmFixture.Namespace,
                Release = HelmFixture.Release,
                Revision = 7,
                Timeout = _minute,
                Wait = true,
            },
            default
        );
        fixture.Arguments.ShouldBe($"rollback {Target} --timeout=60s --wait --wait-for-jobs -- prod-infosite 7");
    }

    [Fact]
    public async Task Should_uninstall()
    {
        using var fixture = HelmFixture.OfMajor(3);
        await fixture.Helm.UninstallAsync(
            new()
            {
                Cluster = HelmFixture.Cluster,
                Namespace = HelmFixture.Namespace,
                Release = HelmFixture.Release,
                Timeout = _minute,
                Wait = true,
            },
            default
        );
        fixture.Arguments.ShouldBe($"uninstall {Target} --ignore-not-found --timeout=60s --wait -- prod-infosite");
    }

    [Theory]
    [InlineData(3, $"list {Target} --all --max=0 --output=json")]
    [InlineData(4, $"list {Target} --max=0 --output=json")]
    public async Task Should_list_pending_releases_too(int major, string arguments)
    {
        using var fixture = HelmFixture.OfMajor(major).Answers("[]");
        await fixture.Helm.ListAsync(
            new HelmListSettings { Cluster = HelmFixture.Cluster, Namespace = HelmFixture.Namespace },
            default
        );
        fixture.Arguments.ShouldBe(arguments);
    }

    [Fact]
    public async Task Should_read_the_history()
    {
        using var fixture = HelmFixture.OfMajor(4).Answers("[]");
        await fixture.Helm.HistoryAsync(
            new()
            {
                Cluster = HelmFixture.Cluster,
                Namespace = HelmFixture.Namespace,
                Release = HelmFixture.Release,
            },
            default
        );
        fixture.Arguments.ShouldBe($"history {Target} --max=256 --output=json -- prod-infosite");
    }

    [Fact]
    public async Task Should_get_manifest_values_and_metadata()
    {
        using var fixture = HelmFixture.OfMajor(4).Answers(HelmFixture.Output(4, "metadata.out"));
        var settings = new HelmGetSettings
        {
            Cluster = HelmFixture.Cluster,
            Namespace = HelmFixture.Namespace,
            Release = HelmFixture.Release,
            Revision = 4,
        };
        await fixture.Helm.ManifestAsync(settings, default);
        await fixture.Helm.ValuesAsync(settings, default);
        await fixture.Helm.MetadataAsync(settings, default);
        fixture
            .Commands.Invocations.Select(child => child.Arguments)
            .ShouldBe([
                $"get manifest {Target} --revision=4 -- prod-infosite",
                $"get values {Target} --output=yaml --revision=4 -- prod-infosite",
                $"get metadata {Target} --output=json --revision=4 -- prod-infosite",
            ]);
    }

    [Theory]
    [InlineData(3, "--validate --dry-run=server")]
    [InlineData(4, "--dry-run=server")]
    public async Task Should_render_for_a_cluster(int major, string server)
    {
        using var fixture = HelmFixture.OfMajor(major);
        await fixture.Helm.TemplateAsync(
            new()
            {
                Cluster = HelmFixture.Cluster,
                Namespace = HelmFixture.Namespace,
                Release = HelmFixture.Release,
                Chart = "/charts/infosite",
                IsUpgrade = true,
                Values = "a: 1",
            },
            default
        );
        fixture.Arguments.ShouldBe(
            $"template {Target} {server} --is-upgrade --values=- -- prod-infosite /charts/infosite"
        );
        fixture.Commands.Invocations[0].Input.ShouldBe("a: 1");
    }

    [Fact]
    public async Task Should_render_without_a_cluster()
    {
        using var fixture = HelmFixture.OfMajor(4);
        await fixture.Helm.TemplateAsync(
            new()
            {
                Namespace = HelmFixture.Namespace,
                Release = HelmFixture.Release,
                Chart = "/charts/infosite",
            },
            default
        );
        fixture.Arguments.ShouldBe("template --namespace=prod -- prod-infosite /charts/infosite");
    }

    [Fact]
    public async Task Should_package_and_say_where()
    {
        using var fixture = HelmFixture
            .OfMajor(4)
            .Answers("Successfully packaged chart and saved it to: /tmp/out dir/infosite-1.0.0.tgz\n");
        var package = await fixture.Helm.PackageAsync(
            new() { Chart = "/charts/infosite", Destination = "/tmp/out dir" },
            default
        );
        fixture.Arguments.ShouldBe("package \"--destination=/tmp/out dir\" -- /charts/infosite");
        package.FullPath.ShouldBe("/tmp/out dir/infosite-1.0.0.tgz");
    }

    [Fact]
    public async Task Should_build_dependencies()
    {
        using var fixture = HelmFixture.OfMajor(4);
        await fixture.Helm.BuildDependenciesAsync(new() { Chart = "/charts/infosite", PlainHttp = true }, default);
        fixture.Arguments.ShouldBe("dependency build --plain-http -- /charts/infosite");
    }

    [Fact]
    public async Task Should_show_a_chart()
    {
        using var fixture = HelmFixture.OfMajor(4).Answers("name: infosite\n");
        var chart = await fixture.Helm.ShowChartAsync(
            new() { Chart = "oci://host/charts/infosite", Version = new("1.0.0") },
            default
        );
        fixture.Arguments.ShouldBe("show chart --version=1.0.0 -- oci://host/charts/infosite");
        chart.ShouldBe("name: infosite");
    }

    [Fact]
    public async Task Should_pull_a_chart()
    {
        using var fixture = HelmFixture.OfMajor(4);
        await fixture.Helm.PullAsync(
            new()
            {
                Chart = "oci://host/charts/infosite",
                Version = new("1.0.0"),
                Destination = "/tmp/x",
            },
            default
        );
        fixture.Arguments.ShouldBe("pull --destination=/tmp/x --version=1.0.0 -- oci://host/charts/infosite");
    }

    [Theory]
    [InlineData(3, "registry login --insecure --username=AWS --password-stdin -- localhost:5000")]
    [InlineData(4, "registry login --plain-http --username=AWS --password-stdin -- localhost:5000")]
    public async Task Should_log_in_with_the_password_on_standard_input(int major, string arguments)
    {
        using var fixture = HelmFixture.OfMajor(major);
        await fixture.Helm.LoginAsync(
            new()
            {
                Registry = "localhost:5000",
                UserName = "AWS",
                Password = "canary",
                PlainHttp = true,
            },
            default
        );
        fixture.Arguments.ShouldBe(arguments);
        fixture.Commands.Invocations[0].Input.ShouldBe("canary");
    }

    [Fact]
    public async Task Should_look_for_the_binary_once()
    {
        var looked = 0;
        using var fixture = HelmFixture.OfMajor(4);
        using var helm = new Deploy.Tools.Helm.HelmClient(
            fixture.Commands.Host,
            async cancel =>
            {
                looked++;
                return await fixture.Helm.BinaryAsync(cancel);
            }
        );
        await Task.WhenAll(helm.BinaryAsync(default), helm.BinaryAsync(default));
        looked.ShouldBe(1);
    }
}
