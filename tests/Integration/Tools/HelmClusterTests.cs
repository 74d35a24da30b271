using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Integration.Tools;

/// <summary>The verbs that need a cluster, with the real binaries, on clusters that do not answer.</summary>
public sealed class HelmClusterTests
{
    private static readonly NamespaceName _namespace = new("prod");
    private static readonly ReleaseName _release = new("prod-demo");
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);

    /// <summary>Each verb with all of its options, by name.</summary>
    private static readonly Dictionary<string, Func<RealHelm, ClusterAccess, CancellationToken, Task>> _verbs = new()
    {
        ["upgrade"] = (real, cluster, cancel) => real.Helm.UpgradeAsync(Upgrade(real, cluster), cancel),
        ["test"] = (real, cluster, cancel) =>
            real.Helm.TestAsync(
                new()
                {
                    Cluster = cluster,
                    Namespace = _namespace,
                    Release = _release,
                    Timeout = _timeout,
                    Logs = true,
                },
                cancel
            ),
        ["rollback"] = (real, cluster, cancel) =>
            real.Helm.RollbackAsync(
                new()
                {
                    Cluster = cluster,
                    Namespace = _namespace,
                    Release = _release,
                    Revision = 1,
                    Timeout = _timeout,
                    Wait = true,
                },
                cancel
            ),
        ["uninstall"] = (real, cluster, cancel) =>
            real.Helm.UninstallAsync(
                new()
                {
                    Cluster = cluster,
                    Namespace = _namespace,
                    Release = _release,
                    Timeout = _timeout,
                    Wait = true,
                },
                cancel
            ),
        ["history"] = (real, cluster, cancel) => real.Helm.StatusAsync(cluster, _namespace, _release, cancel),
        ["list"] = (real, cluster, cancel) =>
            real.Helm.ListAsync(new() { Cluster = cluster, Namespace = _namespace }, cancel),
        ["get manifest"] = (real, cluster, cancel) => real.Helm.ManifestAsync(Get(cluster), cancel),
        ["get values"] = (real, cluster, cancel) => real.Helm.ValuesAsync(Get(cluster), cancel),
        ["get metadata"] = (real, cluster, cancel) => real.Helm.MetadataAsync(Get(cluster), cancel),
        ["template"] = (real, cluster, cancel) =>
            real.Helm.TemplateAsync(
                new()
                {
                    Cluster = cluster,
                    Namespace = _namespace,
                    Release = _release,
                    Chart = real.Chart,
                },
                cancel
            ),
    };

    public static MatrixTheoryData<int, string> MajorsAndVerbs { get; } = new([3, 4], _verbs.Keys);

    [Theory]
    [MemberData(nameof(MajorsAndVerbs))]
    public async Task Should_take_every_argument_and_say_that_the_cluster_does_not_answer(int major, string verb)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        var problem = await Should.ThrowAsync<FailedException>(_verbs[verb](real, real.NoCluster, default));
        var failure = problem.InnerException.ShouldBeOfType<HelmException>().Failure;
        failure.Kind.ShouldBe(HelmFailureKind.ClusterUnreachable, failure.Summary);
        failure.Summary.ShouldContain("127.0.0.1:9");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_19_should_never_use_another_context(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        var wrong = real.NoCluster with { Context = "elsewhere" };
        var problem = await Should.ThrowAsync<FailedException>(_verbs["list"](real, wrong, default));
        problem.Problem.ShouldBe("helm list: the kubeconfig has no context 'elsewhere'");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_stop_helm_when_cancelled(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        using var frozen = new FrozenServer();
        using var cancel = new CancellationTokenSource();
        var run = real.Helm.UpgradeAsync(Upgrade(real, real.Cluster(frozen.Address)), cancel.Token);
        await frozen.Connected;
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
        HelmsThatUse(real.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_end_a_rollback_at_its_deadline_only()
    {
        using var real = await RealHelm.OfMajorAsync(4);
        using var frozen = new FrozenServer();
        using var cancel = new CancellationTokenSource();
        var settings = new HelmRollbackSettings
        {
            Cluster = real.Cluster(frozen.Address),
            Namespace = _namespace,
            Release = _release,
            Revision = 1,
            Timeout = _timeout,
            ToolTimeout = TimeSpan.FromSeconds(1),
        };
        var run = real.Helm.RollbackAsync(settings, cancel.Token);
        await frozen.Connected;
        await cancel.CancelAsync();
        (await Should.ThrowAsync<FailedException>(run)).Problem.ShouldBe(
            "helm rollback: not done after 1 s, so it was stopped"
        );
        HelmsThatUse(real.Folder).ShouldBeEmpty();
    }

    private static HelmUpgradeSettings Upgrade(RealHelm real, ClusterAccess cluster) =>
        new()
        {
            Cluster = cluster,
            Namespace = _namespace,
            Release = _release,
            Chart = real.Chart,
            ValuesFiles = [Path.Combine(real.Chart, "values.yaml"), real.Write("key.yaml", "key: canary")],
            Timeout = _timeout,
            Wait = true,
            ServerSide = false,
            Description = "a test",
        };

    private static HelmGetSettings Get(ClusterAccess cluster) =>
        new()
        {
            Cluster = cluster,
            Namespace = _namespace,
            Release = _release,
            Revision = 1,
        };

    // By their command lines, which name the kubeconfig of this test.
    private static IEnumerable<string> HelmsThatUse(string folder) =>
        Process
            .GetProcessesByName("helm")
            .Select(process =>
            {
                try
                {
                    return File.ReadAllText($"/proc/{process.Id}/cmdline");
                }
                catch (IOException)
                {
                    return "";
                }
            })
            .Where(command => command.Contains(folder, StringComparison.Ordinal));

    /// <summary>Takes connections and never answers, like an API server that is stopped.</summary>
    private sealed class FrozenServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public FrozenServer()
        {
            _listener.Start();
            Connected = _listener.AcceptSocketAsync();
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public Task Connected { get; }

        public void Dispose() => _listener.Dispose();
    }
}
