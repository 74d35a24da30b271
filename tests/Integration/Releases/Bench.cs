using Deploy.Clusters;
using Deploy.Clusters.Dns;
using Deploy.Clusters.Releases;
using Deploy.Clusters.Watching;
using Deploy.Journal;
using Deploy.Locking;
using Deploy.Planning.Inputs;
using Deploy.Platforms;
using Deploy.Sandbox;
using Deploy.Stages.HelmInstall;
using Deploy.Stages.HelmTest;
using Deploy.Stages.HelmTest.Endpoints;
using Deploy.Testing;
using Deploy.Tools;
using Deploy.Tools.Helm;
using k8s;
using k8s.Models;
using NSubstitute;

namespace Deploy.Integration.Releases;

/// <summary>A small chart, a real Helm, and a cluster with a namespace of the test's own: embedded, or real.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly ServiceName _web = new("web");

    private readonly TemporaryFolder _folder;
    private readonly HelmClient _helm;
    private readonly SandboxServer? _sandbox;
    private readonly GivenPlatform _platform;
    private readonly TargetCluster _target;

    private Bench(TemporaryFolder folder, HelmClient helm, ClusterAccess access, SandboxServer? sandbox)
    {
        (_folder, _helm, Access, _sandbox) = (folder, helm, access, sandbox);
        _platform = new(access.Kubeconfig.FullPath);
        _target = new(_platform, Scope(FailurePolicy.Keep));
    }

    public ClusterAccess Access { get; }

    public NamespaceName Namespace { get; } = new($"watch-{Guid.NewGuid():n}"[..14]);

    public ReleaseName Release => new($"{Namespace}-web");

    public Happenings Events { get; } = new();

    /// <summary>The locks that installs have: all, unless a test takes one away.</summary>
    public IHeldLocks Locks { get; } = Substitute.For<IHeldLocks>();

    /// <summary>How long an install may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What the platform says that it is.</summary>
    public PlatformKind Kind
    {
        set => _platform.Kind = value;
    }

    /// <summary>Who knows about names.</summary>
    public AuthoritativeNames Names { get; set; } = new([]);

    /// <summary>The clock of waits before tests.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Between everybody and the embedded platform.</summary>
    public Gate? Gate { get; private set; }

    public static async Task<Bench> EmbeddedAsync(int major)
    {
        var helm = await HelmAsync(major);
        var folder = new TemporaryFolder();
        var state = Path.Combine(folder.Path, "state");
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions(state, [RealCluster.Context]), default);
        var gate = new Gate(sandbox.Address);
        var kubeconfig = folder.Write(
            "kubeconfig",
            (await File.ReadAllTextAsync(sandbox.KubeconfigPath)).Replace(sandbox.Address.Authority, gate.Authority)
        );
        var bench = new Bench(folder, helm, new(kubeconfig, RealCluster.Context), sandbox) { Gate = gate };
        await bench.PrepareAsync();
        return bench;
    }

    /// <summary>Skips the test where the real cluster does not run.</summary>
    public static async Task<Bench> RealAsync(int major)
    {
        var missing = RealCluster.Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        var helm = await HelmAsync(major);
        var bench = new Bench(new(), helm, new(RealCluster.Kubeconfig, RealCluster.Context), null);
        await bench.PrepareAsync();
        return bench;
    }

    /// <summary>Adds or replaces a file of the chart.</summary>
    public void Template(string name, string text) => _folder.Write($"web/templates/{name}", text);

    public async Task<ReleaseInstalled> InstallAsync(
        string values = "",
        FailurePolicy onFailure = FailurePolicy.Keep,
        CancellationToken cancel = default
    )
    {
        await using var watch = new ClusterWatch(await ApiAsync(), TimeProvider.System);
        return await InstallAsync(watch, values, onFailure, cancel);
    }

    public async Task<FailedException> FailAsync(string values = "", FailurePolicy onFailure = FailurePolicy.Keep)
    {
        try
        {
            await InstallAsync(values, onFailure);
        }
        catch (FailedException failure)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
            foreach (var evidence in failure.Evidence)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"--- {evidence.Title}");
                TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', evidence.Lines));
            }

            return failure;
        }

        throw new ShouldAssertException("it was installed");
    }

    public async Task<TestsRan> TestAsync(ReleaseRevisions? revisions = null)
    {
        await using var watch = new ClusterWatch(await ApiAsync(), TimeProvider.System);
        var stored = await (revisions ?? Revisions).NewestAsync([Namespace], default);
        var endpoints = new PublicEndpoints(_platform, Names, Events, Time);
        var test = new TestRelease(_helm, endpoints, Events, TimeProvider.System);
        var ran = await test.RunAsync(
            Service().Service,
            Planned(),
            stored.Newest(Namespace, Release),
            Access,
            watch,
            default
        );
        TestContext.Current.TestOutputHelper?.WriteLine($"{ran.Verdict}: {ran.Logs}");
        return ran;
    }

    public async Task DeletePodAsync(string name)
    {
        var api = await ApiAsync();
        await api.CallAsync(client =>
            client.CoreV1.DeleteNamespacedPodAsync(
                name,
                Namespace.Value,
                new V1DeleteOptions { GracePeriodSeconds = 0 }
            )
        );
    }

    /// <summary>The pods that are there.</summary>
    public async Task<IEnumerable<string>> PodNamesAsync()
    {
        var api = await ApiAsync();
        var pods = await api.CallAsync(client => client.CoreV1.ListNamespacedPodAsync(Namespace.Value));
        return pods.Items.Select(pod => pod.Name());
    }

    /// <summary>Annotates the Service.</summary>
    public async Task AnnotateServiceAsync(string name, string value)
    {
        var patch = new V1Patch(
            $"{{\"metadata\":{{\"annotations\":{{\"{name}\":\"{value}\"}}}}}}",
            V1Patch.PatchType.MergePatch
        );
        var api = await ApiAsync();
        await api.CallAsync(client => client.CoreV1.PatchNamespacedServiceAsync(patch, "web", Namespace.Value));
    }

    /// <summary>Gives the Ingress an address, as its controller does.</summary>
    public async Task GiveIngressAddressAsync(string address)
    {
        var patch = new V1Patch(
            $"{{\"status\":{{\"loadBalancer\":{{\"ingress\":[{{\"ip\":\"{address}\"}}]}}}}}}",
            V1Patch.PatchType.MergePatch
        );
        var api = await ApiAsync();
        await api.CallAsync(client =>
            client.NetworkingV1.PatchNamespacedIngressStatusAsync(patch, "web", Namespace.Value)
        );
    }

    /// <summary>Lets somebody else own the number of replicas, as an autoscaler does.</summary>
    public async Task TakeOverReplicasAsync(string manager)
    {
        var patch = new V1Patch(
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"web\"},\"spec\":{\"replicas\":5}}",
            V1Patch.PatchType.ApplyPatch
        );
        var api = await ApiAsync();
        await api.CallAsync(client =>
            client.AppsV1.PatchNamespacedDeploymentAsync(
                patch,
                "web",
                Namespace.Value,
                fieldManager: manager,
                force: true
            )
        );
    }

    public ReleaseRevisions Revisions => new(_target, TimeProvider.System);

    public Task<ClusterApi> ApiAsync() => _target.ApiAsync(default);

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is null)
        {
            var api = await ApiAsync();
            await api.CallAsync(client => client.CoreV1.DeleteNamespaceAsync(Namespace.Value));
        }

        _target.Dispose();
        _helm.Dispose();
        Gate?.Dispose();
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<ReleaseInstalled> InstallAsync(
        ClusterWatch watch,
        string values,
        FailurePolicy onFailure,
        CancellationToken cancel
    )
    {
        var valuesFile = _folder.Write("values-of-test.yaml", values);
        var stored = await Revisions.NewestAsync([Namespace], cancel);
        var mark = new ReleaseMark("0f3c2a9d7b1e", "ada", ReleaseMark.InputsOf(Digest.Of([1]), [2], values));
        var upgrade = new WatchedUpgrade(
            _helm,
            new FailedUpgrade(_helm, Locks, Revisions, Events),
            new RunFolder(new RepositoryPaths(_folder.Path), TimeProvider.System, new Random(1)),
            Events,
            TimeProvider.System
        );
        var recover = new RecoverRelease(
            _helm,
            Locks,
            new Machine(),
            new UninstallConsent(_ => null),
            TimeProvider.System,
            Events
        );
        return await new InstallRelease(_helm, recover, Revisions, upgrade).RunAsync(
            new Installation(
                new Plan(
                    Scope(onFailure),
                    new RunOptions { Concurrency = 1 },
                    new("0f3c2a9d7b1e", DateTimeOffset.UnixEpoch, "", null),
                    []
                ),
                Service(),
                Planned(),
                Access,
                watch,
                new ReleaseInput(Path.Combine(_folder.Path, "web"), valuesFile, "{}", mark),
                stored.Newest(Namespace, Release)
            ),
            cancel
        );
    }

    private static async Task<HelmClient> HelmAsync(int major)
    {
        var (binary, missing) = await RealTools.HelmAsync(major);
        Assert.SkipWhen(binary is null, missing ?? "");
        return RealTools.Client(binary);
    }

    private async Task PrepareAsync()
    {
        await new Namespaces(await ApiAsync()).EnsureAsync(Namespace, new Dictionary<string, string>(), default);
        BenchChart.Write(_folder);
    }

    private PlannedRelease Planned() => new(Release, Namespace, Access.Context, [], Timeout, TimeSpan.FromSeconds(30));

    private ServicePlan Service() =>
        new(
            new Service(_web, new ServiceType("rust"))
            {
                Folder = "web",
                Chart = new("web"),
                ChartFolder = "web",
            },
            new(new("web"), new("1.0.0"), "web", ChartSource.Checkout),
            [],
            [Planned()],
            null
        );

    private RunScope Scope(FailurePolicy onFailure) =>
        new(
            Pipeline.InstallDev,
            new DeployEnvironment("dev") { OnFailure = onFailure },
            Catalogs.Demo.Clusters["dev"] with
            {
                Context = RealCluster.Context,
            },
            new("us-east-1", null),
            [Namespace],
            new([], [])
        );

    private sealed class GivenPlatform(string kubeconfig) : IPlatform
    {
        public PlatformKind Kind { get; set; } = PlatformKind.Kubernetes;

        public Task<PlatformAccess> OpenAsync(RunScope scope, CancellationToken cancellation) =>
            Task.FromResult(new PlatformAccess(kubeconfig, new RegistryHost("localhost:5000")));

        public string ChartRepository => "charts";

        public void Dispose() { }
    }
}
