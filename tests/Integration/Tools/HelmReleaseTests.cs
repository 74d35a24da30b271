using Deploy.Sandbox;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Integration.Tools;

/// <summary>A release's life, with the real binaries on the embedded platform.</summary>
public sealed class HelmReleaseTests : IAsyncLifetime
{
    private const string Cluster = "dev-e1-1";
    private static readonly NamespaceName _namespace = new("default");
    private static readonly ReleaseName _release = new("default-demo");
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(20);

    private readonly Deploy.Testing.TemporaryFolder _state = new();
    private SandboxServer? _sandbox;

    public async ValueTask InitializeAsync() =>
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions(_state.Path, [Cluster]), default);

    public async ValueTask DisposeAsync()
    {
        await _sandbox!.DisposeAsync();
        _state.Dispose();
    }

    [Theory]
    [InlineData(3, HelmApplyMethod.ClientSide)]
    [InlineData(4, HelmApplyMethod.ServerSide)]
    public async Task Should_live_from_install_to_uninstall(int major, HelmApplyMethod method)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        var helm = real.Helm;
        (await helm.StatusAsync(Access, _namespace, _release, default)).ShouldBeNull();

        var first = await helm.UpgradeAsync(Upgrade(real, "key: one"), default);
        (first.Release.Revision, first.Release.Status, first.Method).ShouldBe((1, HelmStatus.Deployed, method));
        await helm.UpgradeAsync(Upgrade(real, "key: two"), default);
        (await helm.ValuesAsync(Get(), default)).ShouldBe("key: two");

        var status = await helm.StatusAsync(Access, _namespace, _release, default);
        (status!.Revision, status.Chart, status.ChartVersion, status.Description).ShouldBe(
            (2, "demo", "1.2.3", "a test")
        );
        (await helm.ListAsync(new() { Cluster = Access, Namespace = _namespace }, default))
            .ShouldHaveSingleItem()
            .ShouldBe(status with { Description = "" });
        (await helm.MetadataAsync(Get(), default)).Method.ShouldBe(method);

        await helm.RollbackAsync(
            new()
            {
                Cluster = Access,
                Namespace = _namespace,
                Release = _release,
                Revision = 1,
                Timeout = _timeout,
                Wait = true,
            },
            default
        );
        (await helm.ManifestAsync(Get(), default)).ShouldContain("key: \"one\"");
        (await helm.HistoryAsync(History(), default))
            .Select(revision => (revision.Revision, revision.Status))
            .ShouldBe([(3, HelmStatus.Deployed), (2, HelmStatus.Superseded), (1, HelmStatus.Superseded)]);

        await helm.UninstallAsync(Uninstall(), default);
        (await helm.HistoryAsync(History(), default)).ShouldBeEmpty();
        await helm.UninstallAsync(Uninstall(), default);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_not_keep_the_values_of_the_last_time(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        await real.Helm.UpgradeAsync(Upgrade(real, "key: one"), default);
        await real.Helm.UpgradeAsync(Upgrade(real, null), default);
        (await real.Helm.ManifestAsync(Get(), default)).ShouldContain("key: \"from chart\"");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_render_for_the_cluster_and_store_nothing(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        var rendered = await real.Helm.TemplateAsync(
            new()
            {
                Cluster = Access,
                Namespace = _namespace,
                Release = _release,
                Chart = real.Chart,
            },
            default
        );
        rendered.ShouldContain("key: \"from chart\"");
        (await real.Helm.ListAsync(new() { Cluster = Access, Namespace = _namespace }, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_tell_that_a_chart_has_no_tests(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        await real.Helm.UpgradeAsync(Upgrade(real, null), default);
        var result = await real.Helm.TestAsync(Test(), default);
        (result.Succeeded, result.Suites.Count).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_run_tests_and_keep_their_names(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        real.Write(
            "demo/templates/test.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: "{{ .Release.Name }}-test", annotations: { helm.sh/hook: test } }
            spec: { restartPolicy: Never, containers: [{ name: t, image: busybox, command: ["true"] }] }
            """
        );
        await real.Helm.UpgradeAsync(Upgrade(real, null), default);
        var result = await real.Helm.TestAsync(Test(), default);
        result.Succeeded.ShouldBeTrue();
        result.Suites.ShouldBe([new HelmTestSuite("default-demo-test", HelmTestPhase.Succeeded)]);
        result.Logs.Keys.ShouldBe(["default-demo-test"]);
    }

    [Theory]
    [InlineData(3, "apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: w }", HelmFailureKind.UnknownKind)]
    [InlineData(4, "apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: w }", HelmFailureKind.UnknownKind)]
    [InlineData(
        3,
        "apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { ports: [{ port: 99999, protocol: TCP }] }",
        HelmFailureKind.InvalidObject
    )]
    [InlineData(
        4,
        "apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { ports: [{ port: 99999, protocol: TCP }] }",
        HelmFailureKind.InvalidObject
    )]
    public async Task Should_explain_what_the_cluster_refuses(int major, string manifest, HelmFailureKind kind)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        real.Write("demo/templates/more.yaml", manifest);
        var problem = await Should.ThrowAsync<FailedException>(real.Helm.UpgradeAsync(Upgrade(real, null), default));
        var failure = problem.InnerException.ShouldBeOfType<HelmException>().Failure;
        failure.Kind.ShouldBe(kind, failure.Summary);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_name_the_immutable_field(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        await real.Helm.UpgradeAsync(Upgrade(WithDeployment(real, "one"), null), default);
        var problem = await Should.ThrowAsync<FailedException>(
            real.Helm.UpgradeAsync(Upgrade(WithDeployment(real, "two"), null), default)
        );
        problem.Problem.ShouldBe(
            "helm upgrade default-demo: Deployment web: spec.selector cannot be changed once it is there"
        );
    }

    private ClusterAccess Access => new(_sandbox!.KubeconfigPath, Cluster);

    private static RealHelm WithDeployment(RealHelm real, string label)
    {
        real.Write(
            "demo/templates/web.yaml",
            $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec:
              selector: { matchLabels: { app: {{label}} } }
              template:
                metadata: { labels: { app: {{label}} } }
                spec: { containers: [{ name: web, image: busybox }] }
            """
        );
        return real;
    }

    private HelmUpgradeSettings Upgrade(RealHelm real, string? values) =>
        new()
        {
            Cluster = Access,
            Namespace = _namespace,
            Release = _release,
            Chart = real.Chart,
            ValuesFiles = values is null ? [] : [real.Write("values-of-test.yaml", values)],
            Timeout = _timeout,
            Wait = true,
            Description = "a test",
        };

    private HelmTestSettings Test() =>
        new()
        {
            Cluster = Access,
            Namespace = _namespace,
            Release = _release,
            Timeout = _timeout,
            Logs = true,
        };

    private HelmUninstallSettings Uninstall() =>
        new()
        {
            Cluster = Access,
            Namespace = _namespace,
            Release = _release,
            Timeout = _timeout,
            Wait = true,
        };

    private HelmGetSettings Get() =>
        new()
        {
            Cluster = Access,
            Namespace = _namespace,
            Release = _release,
        };

    private HelmHistorySettings History() =>
        new()
        {
            Cluster = Access,
            Namespace = _namespace,
            Release = _release,
        };
}
