using Deploy.Clusters;
using Deploy.Locking;
using Deploy.Testing;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Processes;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;
using NSubstitute;

namespace Deploy.Integration.Locking;

/// <summary>Rows 4, 5 and 7 of the catalog of faults on a real cluster, where pods truly run.</summary>
[Trait("Category", "Cluster")]
public sealed class RealStuckReleaseTests : IAsyncDisposable
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata:
              labels: { app: web }
            spec:
              terminationGracePeriodSeconds: 0
              containers:
              - name: web
                image: {{ .Values.image }}
                command: [sleep, "3600"]
                readinessProbe:
                  exec: { command: [{{ .Values.probe | quote }}] }
                  periodSeconds: 1

        """;

    private static int _count;

    private static readonly ClusterAccess _cluster = new(RealCluster.Kubeconfig, RealCluster.Context);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];
    private readonly NamespaceName _namespace;
    private readonly PlannedRelease _release;

    public RealStuckReleaseTests()
    {
        // One of its own for each test: a namespace takes its time to go.
        _namespace = new($"h-lock-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        _release = new(
            new($"{_namespace}-web"),
            _namespace,
            RealCluster.Context,
            [],
            TimeSpan.FromMinutes(1),
            TimeSpan.FromMinutes(1)
        );
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (RealCluster.Missing() is null)
        {
            using var api = new ClusterApi(RealCluster.Kubeconfig, RealCluster.Context);
            await api.CallAsync(kubernetes =>
                k8s.CoreV1OperationsExtensions.DeleteNamespaceAsync(kubernetes.CoreV1, _namespace.Value)
            );
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_04_should_uninstall_a_first_install_only_with_consent(int major)
    {
        using var helm = await StartAsync(major);
        await KillAsync(UpgradeAsync(helm, "false"), helm, HelmStatus.PendingInstall);

        var refusal = await Should.ThrowAsync<RefusedException>(() => RecoverAsync(helm));
        refusal.Problem.ShouldContain("is pending-install at revision 1");
        (await RecoverAsync(helm, yes: true)).ShouldBeNull();

        await UpgradeAsync(helm, "true");
        (await HistoryAsync(helm)).ShouldHaveSingleItem().Status.ShouldBe(HelmStatus.Deployed);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_05_should_roll_upgrades_and_rollbacks_back_to_what_runs(int major)
    {
        using var helm = await StartAsync(major);
        await UpgradeAsync(helm, "true");
        await KillAsync(UpgradeAsync(helm, "false"), helm, HelmStatus.PendingUpgrade);

        (await RecoverAsync(helm))!.Revision.ShouldBe(3);
        _notes.ShouldHaveSingleItem().ShouldEndWith("rolling back to revision 1");

        await KillAsync(RollbackAsync(helm, 2), helm, HelmStatus.PendingRollback);
        var recovered = await RecoverAsync(helm);

        _notes[^1].ShouldEndWith("rolling back to revision 3");
        recovered!.Revision.ShouldBe(5);
        (await HistoryAsync(helm)).Count(revision => revision.Status == HelmStatus.Deployed).ShouldBe(1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_07_should_leave_a_living_upgrade_alone(int major)
    {
        using var helm = await StartAsync(major);
        await UpgradeAsync(helm, "true");
        var upgrade = UpgradeAsync(helm, "false");
        var living = await WorkingAsync(helm, HelmStatus.PendingUpgrade);

        var refusal = await Should.ThrowAsync<RefusedException>(() => RecoverAsync(helm, yes: true));

        refusal.Problem.ShouldContain($"helm upgrade {_release.Name} (PID {living}) works on it, on ");
        await Run.KillAsync("-TERM", living);
        await Should.ThrowAsync<FailedException>(upgrade);
        (await HistoryAsync(helm))
            .Select(revision => revision.Status)
            .ShouldBe([HelmStatus.Failed, HelmStatus.Deployed]);
    }

    private async Task<HelmClient> StartAsync(int major)
    {
        Assert.SkipWhen(RealCluster.Missing() is not null, RealCluster.Missing() ?? "");
        var (helm, missing) = await RealTools.HelmAsync(major);
        Assert.SkipWhen(helm is null, missing ?? "");
        _folder.Write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
        _folder.Write("web/values.yaml", $"image: {RealCluster.Busybox}\nprobe: \"true\"\n");
        _folder.Write("web/templates/web.yaml", Deployment);
        using var api = new ClusterApi(RealCluster.Kubeconfig, RealCluster.Context);
        await new Namespaces(api).EnsureAsync(_namespace, new Dictionary<string, string>(), Cancel);
        return RealTools.Client(helm);
    }

    private Task UpgradeAsync(HelmClient helm, string probe) =>
        helm.UpgradeAsync(
            new HelmUpgradeSettings
            {
                Cluster = _cluster,
                Namespace = _namespace,
                Release = _release.Name,
                Chart = Path.Combine(_folder.Path, "web"),
                ValuesFiles = [_folder.Write("probe.yaml", $"probe: \"{probe}\"")],
                Timeout = TimeSpan.FromMinutes(2),
                Wait = true,
            },
            Cancel
        );

    private Task RollbackAsync(HelmClient helm, int revision) =>
        helm.RollbackAsync(
            new HelmRollbackSettings
            {
                Cluster = _cluster,
                Namespace = _namespace,
                Release = _release.Name,
                Revision = revision,
                Timeout = TimeSpan.FromMinutes(2),
                Wait = true,
            },
            Cancel
        );

    private async Task KillAsync(Task work, HelmClient helm, HelmStatus status)
    {
        await Run.KillAsync("-KILL", await WorkingAsync(helm, status));
        await Should.ThrowAsync<FailedException>(work);
    }

    private async Task<int> WorkingAsync(HelmClient helm, HelmStatus status)
    {
        await Patience.UntilAsync(
            $"{_release.Name} is {status}",
            async () => (await HistoryAsync(helm)) is [{ Status: var now }, ..] && now == status
        );
        return HelmProcess.In(_cluster, _namespace).ShouldHaveSingleItem().Id;
    }

    private Task<IReadOnlyList<HelmRelease>> HistoryAsync(HelmClient helm) =>
        helm.HistoryAsync(
            new HelmHistorySettings
            {
                Cluster = _cluster,
                Namespace = _namespace,
                Release = _release.Name,
            },
            Cancel
        );

    private async Task<HelmRelease?> RecoverAsync(HelmClient helm, bool yes = false)
    {
        var events = Substitute.For<IRunEvents>();
        events.When(them => them.Publish(Arg.Any<Note>())).Do(call => _notes.Add(call.Arg<Note>().Text));
        var recover = new RecoverRelease(
            helm,
            Substitute.For<IHeldLocks>(),
            new Machine(),
            new UninstallConsent(ask: null),
            TimeProvider.System,
            events
        );
        return await recover.RunAsync(
            new RunOptions { Concurrency = 1, IsConfirmed = yes },
            _release,
            _cluster,
            await HistoryAsync(helm) is [var newest, ..] ? newest : null,
            Cancel
        );
    }
}
