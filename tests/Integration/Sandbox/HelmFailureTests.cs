using Deploy.Integration.Demo;

namespace Deploy.Integration.Sandbox;

/// <summary>What Helm says when something is wrong: the rows of the fault catalog that are the API's to answer.</summary>
public sealed class HelmFailureTests : IAsyncLifetime
{
    private const string Release = "prod-web";

    private Platform _platform = null!;

    public static TheoryData<int> Majors => [3, 4];

    public async ValueTask InitializeAsync() => _platform = await Platform.StartAsync();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    // Row 9.
    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_let_a_failed_first_install_be_repaired(int major)
    {
        var failed = await UpgradeAsync(major, "--set", "port=99999");
        failed.ExitCode.ShouldNotBe(0);
        failed.Error.ShouldContain("Invalid value: 99999: must be between 1 and 65535, inclusive");

        (await UpgradeAsync(major, "--reset-values")).ShouldHaveSucceeded();
    }

    // Row 10.
    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_name_a_selector_that_may_not_change(int major)
    {
        (await UpgradeAsync(major)).ShouldHaveSucceeded();

        var failed = await UpgradeAsync(major, "--set", "app=api");

        failed.ExitCode.ShouldNotBe(0);
        failed.Error.ShouldContain("Deployment.apps \"web\" is invalid: spec.selector: Invalid value: ");
        failed.Error.ShouldContain("field is immutable");
    }

    // Row 11.
    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_name_a_kind_that_is_missing(int major)
    {
        var chart = WebChart.Write(
            _platform,
            extra: "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n"
        );

        var failed = await UpgradeAsync(major, chart);

        failed.ExitCode.ShouldNotBe(0);
        failed.Error.ShouldContain("no matches for kind \"Widget\" in version \"example.com/v1\"");
        failed.Error.ShouldContain("ensure CRDs are installed first");
    }

    // Row 12.
    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_not_take_a_job_that_never_ends_for_done(int major)
    {
        var chart = WebChart.Write(_platform, extra: EndlessJob);

        var failed = await UpgradeAsync(major, chart, "--wait-for-jobs", "--timeout", "2s");

        failed.ExitCode.ShouldNotBe(0);
    }

    // Row 14.
    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_find_no_tests_where_there_are_none(int major)
    {
        (await UpgradeAsync(major, WebChart.Write(_platform, hasTest: false))).ShouldHaveSucceeded();

        var test = await _platform.HelmAsync(major, "test", Release, "--timeout", "10s");

        test.ShouldHaveSucceeded().Output.ShouldNotContain("Phase:");
    }

    // Row 16: Helm itself only times out; what a watcher of the pods needs in order to know earlier is there at once.
    [Theory]
    [InlineData(3, "registry.test/web:no-such-tag", "ImagePullBackOff", "Failed to pull image")]
    [InlineData(4, "registry.test/web:no-such-tag", "ImagePullBackOff", "Failed to pull image")]
    [InlineData(3, "registry.test/web:crash", "CrashLoopBackOff", "Back-off restarting failed container")]
    [InlineData(4, "registry.test/web:crash", "CrashLoopBackOff", "Back-off restarting failed container")]
    public async Task Should_show_why_a_pod_does_not_start(int major, string image, string reason, string message)
    {
        (await UpgradeAsync(major, "--set", $"image={image}", "--timeout", "1s")).ExitCode.ShouldNotBe(0);

        var pods = await _platform.KubectlAsync("get", "pods");
        pods.Output.ShouldContain(reason);
        var events = await _platform.KubectlAsync("get", "events");
        events.Output.ShouldContain(message);
        var described = await _platform.KubectlAsync("describe", "pods");
        described.Output.ShouldContain(reason);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_give_the_last_lines_of_a_container_that_crashes(int major)
    {
        var values = _platform.Write(
            "crash.yaml",
            "pod: {sandbox.deploy/outcome: crash-loop, sandbox.deploy/log: 'no module named toolchain'}\n"
        );
        (await UpgradeAsync(major, "-f", values, "--timeout", "1s")).ExitCode.ShouldNotBe(0);

        var logs = await _platform.KubectlAsync("logs", "deployment/web");

        logs.ShouldHaveSucceeded().Output.ShouldContain("no module named toolchain");
        logs.Output.ShouldContain("exit code 1");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_fail_when_its_test_fails(int major)
    {
        (await UpgradeAsync(major, "--set", "test=fail")).ShouldHaveSucceeded();

        var test = await _platform.HelmAsync(major, "test", Release, "--logs", "--timeout", "10s");

        test.ExitCode.ShouldNotBe(0);
        test.Output.ShouldContain("Phase:          Failed");
        test.Output.ShouldContain("exit code 1");
    }

    // Row 18, with Helm 4, which applies on the server.
    [Fact]
    public async Task Should_name_another_manager_and_its_field()
    {
        (await UpgradeAsync(4)).ShouldHaveSucceeded();
        var manifest = _platform.Write(
            "scale.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 5\n"
        );
        (
            await _platform.KubectlAsync(
                "apply",
                "--server-side",
                "--force-conflicts",
                "--field-manager=autoscaler",
                "-f",
                manifest
            )
        ).ShouldHaveSucceeded();

        var failed = await UpgradeAsync(4, "--set", "replicas=2");

        failed.ExitCode.ShouldNotBe(0);
        failed.Error.ShouldContain("conflict with \"autoscaler\" using apps/v1: .spec.replicas");
    }

    [Theory]
    [InlineData(3, "unknown field \"spec.template.spec.containers[0].imagee\"")]
    [InlineData(4, ".spec.template.spec.containers[name=\"web\"].imagee: field not declared in schema")]
    public async Task Should_name_a_field_that_is_misspelt(int major, string message)
    {
        var chart = WebChart.Write(_platform);
        var template = Path.Combine(chart, "templates", "web.yaml");
        await File.WriteAllTextAsync(
            template,
            (await File.ReadAllTextAsync(template)).Replace("        envFrom:", "        imagee: x\n        envFrom:")
        );

        var upgrade = await _platform.HelmAsync(major, Arguments(chart, []));

        (upgrade.Output + upgrade.Error).ShouldContain(message);
    }

    private const string EndlessJob = """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: endless
        spec:
          template:
            metadata:
              annotations: { sandbox.deploy/outcome: never-ready }
            spec:
              restartPolicy: Never
              containers:
              - name: endless
                image: registry.test/endless:1
        """;

    private static IEnumerable<string> Arguments(string chart, string[] more) =>
        ["upgrade", "--install", Release, chart, "--create-namespace", "--wait", "--timeout", "30s", .. more];

    private Task<Child> UpgradeAsync(int major, params string[] more) =>
        more is [var chart, .. var rest] && chart.StartsWith('/')
            ? _platform.HelmAsync(major, Arguments(chart, rest))
            : _platform.HelmAsync(major, Arguments(WebChart.Write(_platform), more));
}
