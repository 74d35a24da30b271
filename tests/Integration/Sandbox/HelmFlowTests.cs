using System.Text.Json.Nodes;
using Deploy.Integration.Demo;

namespace Deploy.Integration.Sandbox;

/// <summary>What a deploy does with the real Helm, against the embedded platform.</summary>
public sealed class HelmFlowTests : IAsyncLifetime
{
    private const string Release = "prod-web";

    private Platform _platform = null!;

    public async ValueTask InitializeAsync() => _platform = await Platform.StartAsync();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_install_upgrade_test_roll_back_and_uninstall(int major)
    {
        (await UpgradeAsync(major, "--create-namespace"))
            .ShouldHaveSucceeded()
            .Output.ShouldContain("STATUS: deployed");
        (await UpgradeAsync(major, "--set", "replicas=3,image=registry.test/web:2")).ShouldHaveSucceeded();
        (await ImagesAsync()).ShouldBe("registry.test/web:2 registry.test/web:2 registry.test/web:2");

        var test = await _platform.HelmAsync(major, "test", Release, "--logs", "--timeout", "30s");
        test.ShouldHaveSucceeded().Output.ShouldContain("Phase:          Succeeded");
        test.Output.ShouldContain("registry.test/check:1: check http://web");

        (
            await _platform.HelmAsync(major, "rollback", Release, "1", "--wait", "--timeout", "30s")
        ).ShouldHaveSucceeded();
        (await ImagesAsync()).ShouldBe("registry.test/web:1");
        (await HistoryAsync(major)).ShouldBe("1 superseded, 2 superseded, 3 deployed");
        (await _platform.HelmAsync(major, "status", Release, "-o", "json")).ShouldHaveSucceeded();
        (await _platform.HelmAsync(major, "get", "manifest", Release)).Output.ShouldContain("kind: Deployment");
        (await _platform.HelmAsync(major, "list", "-q")).Output.Trim().ShouldBe(Release);

        (await _platform.HelmAsync(major, "uninstall", Release, "--wait", "--timeout", "30s")).ShouldHaveSucceeded();
        var left = await _platform.KubectlAsync("get", "deployments,services,replicasets", "-o", "name");
        left.ShouldHaveSucceeded().Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fault_38_should_take_both_majors_in_turn_on_one_release()
    {
        (await UpgradeAsync(3, "--create-namespace")).ShouldHaveSucceeded();
        (await UpgradeAsync(4, "--set", "replicas=2")).ShouldHaveSucceeded();
        (await UpgradeAsync(3, "--set", "replicas=3")).ShouldHaveSucceeded();
        (await UpgradeAsync(4, "--set", "replicas=1")).ShouldHaveSucceeded();
        (await _platform.HelmAsync(3, "rollback", Release, "3", "--wait", "--timeout", "30s")).ShouldHaveSucceeded();

        (await ImagesAsync()).Split(' ').Length.ShouldBe(3);
        (await HistoryAsync(4)).ShouldBe("1 superseded, 2 superseded, 3 superseded, 4 superseded, 5 deployed");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_run_hooks_that_are_jobs(int major)
    {
        var chart = WebChart.Write(_platform, extra: Hook("registry.test/migrate:1"));

        var install = await InstallAsync(major, chart);

        install.ShouldHaveSucceeded();
        var job = await _platform.KubectlAsync("logs", "job/migrate");
        job.ShouldHaveSucceeded().Output.ShouldContain("registry.test/migrate:1");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_fail_when_a_hook_fails(int major)
    {
        var chart = WebChart.Write(_platform, extra: Hook("registry.test/migrate:1", "fail"));

        var install = await InstallAsync(major, chart);

        install.ExitCode.ShouldNotBe(0);
        install.Error.ShouldContain("failed pre-install: ");
        (await HistoryAsync(major)).ShouldBe("1 failed");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_install_custom_resource_definitions_before_their_resources(int major)
    {
        var chart = WebChart.Write(
            _platform,
            extra: "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\nspec:\n  size: 1\n"
        );
        _platform.Write("web/crds/widgets.yaml", Crd);

        (await InstallAsync(major, chart)).ShouldHaveSucceeded();

        (await _platform.KubectlAsync("get", "widget", "w", "-o", "jsonpath={.spec.size}")).Output.ShouldBe("1");
    }

    private const string Crd = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: widgets.example.com
        spec:
          group: example.com
          scope: Namespaced
          names: { plural: widgets, singular: widget, kind: Widget }
          versions:
          - name: v1
            served: true
            storage: true
            schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
        """;

    private static string Hook(string image, string outcome = "ready") =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: migrate
              annotations:
                helm.sh/hook: pre-install
            spec:
              backoffLimit: 0
              template:
                metadata:
                  annotations: { sandbox.deploy/outcome: {{outcome}} }
                spec:
                  restartPolicy: Never
                  containers:
                  - name: migrate
                    image: {{image}}
            """;

    private Task<Child> UpgradeAsync(int major, params string[] more) =>
        _platform.HelmAsync(
            major,
            ["upgrade", "--install", Release, WebChart.Write(_platform), "--wait", "--timeout", "30s", .. more]
        );

    private Task<Child> InstallAsync(int major, string chart) =>
        _platform.HelmAsync(major, "install", Release, chart, "--create-namespace", "--wait", "--timeout", "30s");

    private async Task<string> ImagesAsync() =>
        (
            await _platform.KubectlAsync(
                "get",
                "pods",
                "-l",
                "app=web",
                "-o",
                "jsonpath={.items[*].spec.containers[0].image}"
            )
        )
            .ShouldHaveSucceeded()
            .Output;

    private async Task<string> HistoryAsync(int major)
    {
        var history = (await _platform.HelmAsync(major, "history", Release, "-o", "json")).ShouldHaveSucceeded();
        return string.Join(
            ", ",
            JsonNode.Parse(history.Output)!.AsArray().Select(one => $"{one!["revision"]} {one["status"]}")
        );
    }
}
