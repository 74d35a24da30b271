using Deploy.Clusters;
using Deploy.Testing;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Processes;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.UnderFire;

/// <summary>A checkout whose embedded platform outlives every run, so that runs and their helms can be killed.</summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>Pods that are never ready.</summary>
    public const string Stuck = "{sandbox.deploy/outcome: never-ready, sandbox.deploy/start-after: 0s}";

    /// <summary>Pods that take their time; an upgrade, which brings one after the other, takes several times as long.</summary>
    public const string Leisurely = "{sandbox.deploy/outcome: ready, sandbox.deploy/start-after: 8s}";

    /// <summary>Pods that take so long that several runs can start meanwhile.</summary>
    public const string Slow = "{sandbox.deploy/outcome: ready, sandbox.deploy/start-after: 30s}";

    /// <summary>Pods that are ready at once. Says so, as the values in the published chart stay under those that are given.</summary>
    public const string Good = "{sandbox.deploy/outcome: ready, sandbox.deploy/start-after: 0s}";

    private static readonly NamespaceName _prod = new("prod");
    private static readonly ReleaseName _release = new("prod-infosite");
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Checkout _checkout = new();
    private readonly HelmClient _helm;
    private readonly int _major;
    private readonly List<Run> _runs = [];
    private readonly string _values;
    private readonly string _plainValues;
    private readonly Run _platform;

    private Scene(HelmClient helm, int major)
    {
        _helm = helm;
        _major = major;
        _values = Path.Combine(_checkout.Root, "charts/services/infosite/infosite/values.yaml");
        _plainValues = File.ReadAllText(_values);
        _platform = Start("--target=Sandbox");
    }

    /// <summary>The helm processes that work in the namespace.</summary>
    public IReadOnlyList<HelmProcess> Helms => HelmProcess.In(Access, _prod);

    private ClusterAccess Access => new(Path.Combine(_checkout.Root, ".sandbox", "kubeconfig"), "prod-e1-1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the platform; skips the test where that Helm cannot be had.</summary>
    public static async Task<Scene> StartAsync(int major)
    {
        var (helm, missing) = await RealTools.HelmAsync(major);
        Assert.SkipWhen(helm is null, missing ?? "");
        var scene = new Scene(RealTools.Client(helm), major);
        await Patience.UntilAsync("the platform serves", () => scene._platform.Output.Contains("export KUBECONFIG="));
        return scene;
    }

    /// <summary>What the journals of all runs say, the last run's last.</summary>
    public string Journals =>
        string.Concat(
            Directory
                .CreateDirectory(Path.Combine(_checkout.Root, ".deploy/runs"))
                .EnumerateFiles("journal.jsonl", SearchOption.AllDirectories)
                .Select(file => file.FullName)
                .Order(StringComparer.Ordinal)
                .Select(ReadShared)
        );

    /// <summary>Writes a template into the chart.</summary>
    public void Template(string name, string text) =>
        File.WriteAllText(Path.Combine(_checkout.Root, "charts/services/infosite/infosite/templates", name), text);

    /// <summary>Gives the pods annotations.</summary>
    public void Pods(string annotations) =>
        File.WriteAllText(_values, $"{_plainValues}\npod_annotations: {annotations}\n");

    /// <summary>Starts a run.</summary>
    public Run Start(params string[] arguments)
    {
        var run = new Run(_checkout.Root, "ada", [.. arguments]);
        _runs.Add(run);
        return run;
    }

    /// <summary>Starts an install to prod, in a process of its own.</summary>
    public Run Install(params string[] more) => Start(InstallProd(more));

    /// <summary>Starts an install to prod as on another machine.</summary>
    public Run InstallElsewhere(params string[] more)
    {
        var run = Run.Elsewhere(_checkout.Root, "bob", InstallProd(more));
        _runs.Add(run);
        return run;
    }

    /// <summary>Installs to prod, in a process that is warm, and waits for the end.</summary>
    public Task<Outcome> InstallAsync(params string[] more) => DeployAsync(InstallProd(more));

    /// <summary>Runs the program in a process that is warm, and waits for the end.</summary>
    public Task<Outcome> DeployAsync(params string[] arguments) => _checkout.DeployAsync(arguments);

    /// <summary>Installs something that works.</summary>
    public async Task GivenInstalledAsync()
    {
        Pods(Good);
        var outcome = await InstallAsync("--yes");
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
    }

    /// <summary>Waits until the release is in a state, and its helm waits for pods; returns that helm's process id.</summary>
    public async Task<int> HelmWaitsAsync(HelmStatus status)
    {
        await Patience.UntilAsync(
            $"{_release} is {status}",
            async () => (await HistoryAsync()) is [{ Status: var now }, ..] && now == status
        );
        return Helms.ShouldHaveSingleItem().Id;
    }

    /// <summary>Kills a run, and then its helm: nobody is left to settle what they were at.</summary>
    public static async Task KillAsync(Run run, int helm)
    {
        await run.KillAsync();
        await run.EndAsync();
        await Run.KillAsync("-KILL", helm);
    }

    /// <summary>The revisions of the release, newest first.</summary>
    public Task<IReadOnlyList<HelmRelease>> HistoryAsync() =>
        _helm.HistoryAsync(
            new HelmHistorySettings
            {
                Cluster = Access,
                Namespace = _prod,
                Release = _release,
            },
            Cancel
        );

    /// <summary>A rollback by helm itself, as a person would do it.</summary>
    public Task RollbackAsync(int revision) =>
        _helm.RollbackAsync(
            new HelmRollbackSettings
            {
                Cluster = Access,
                Namespace = _prod,
                Release = _release,
                Revision = revision,
                Timeout = _patience,
                Wait = true,
            },
            Cancel
        );

    /// <summary>The lease of the lock; null where nobody has it.</summary>
    public async Task<Lease?> LockAsync()
    {
        using var api = new ClusterApi(Access.Kubeconfig.FullPath, Access.Context);
        return await new Leases(api).FindAsync(_prod, "deploy-lock", Cancel);
    }

    /// <summary>Somebody deletes the lock; or takes it over, where they say who they are.</summary>
    public async Task TakeAwayAsync(LeaseContent? theirs)
    {
        using var api = new ClusterApi(Access.Kubeconfig.FullPath, Access.Context);
        var leases = new Leases(api);
        await Patience.UntilAsync(
            "the lock is taken away",
            async () =>
                await leases.FindAsync(_prod, "deploy-lock", Cancel) is { } held
                && (
                    theirs is null
                        ? await leases.TryDeleteAsync(held, Cancel)
                        : await leases.TryReplaceAsync(held, theirs, Cancel) is not null
                )
        );
    }

    /// <summary>Somebody elsewhere takes the lock.</summary>
    public async Task LockAsync(LeaseContent content, string @namespace = "prod")
    {
        using var api = new ClusterApi(Access.Kubeconfig.FullPath, Access.Context);
        (await new Leases(api).TryCreateAsync(new(@namespace), "deploy-lock", content, Cancel)).ShouldNotBeNull();
    }

    private string[] InstallProd(string[] more) =>
        ["--target=InstallProd", "--services=infosite", $"--helm-version={_major}", .. more];

    // A run that is alive goes on writing.
    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var helm in Helms)
        {
            await Run.KillAsync("-KILL", helm.Id);
        }

        foreach (var run in _runs)
        {
            run.Dispose();
        }

        _helm.Dispose();
        _checkout.Dispose();
    }
}
