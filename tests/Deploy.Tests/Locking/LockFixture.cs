using Deploy.Clusters;
using Deploy.Locking;
using Deploy.Testing;
using Deploy.Tools;
using Deploy.Tools.Processes;
using NSubstitute;

namespace Deploy.Tests.Locking;

/// <summary>The lock of prod, and everything around it that tests decide.</summary>
internal sealed class LockFixture
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    public LockFixture()
    {
        Events.When(events => events.Publish(Arg.Any<Note>())).Do(call => Notes.Add(call.Arg<Note>().Text));
        Unfinished
            .InAsync(Arg.Any<ClusterAccess>(), Arg.Any<NamespaceName>(), Arg.Any<CancellationToken>())
            .Returns(_ => Left);
    }

    public FakeLeases Leases { get; } = new();

    public FakeMachine Machine { get; } = new();

    public InstantTime Time { get; } = new(Start);

    public List<string> Notes { get; } = [];

    public List<string> Left { get; } = [];

    public IRunEvents Events { get; } = Substitute.For<IRunEvents>();

    public IUnfinishedReleases Unfinished { get; } = Substitute.For<IUnfinishedReleases>();

    public static ClusterAccess Access { get; } = new("/kubeconfig", "prod-e1-1");

    public static RunScope Scope { get; } =
        new ScopeRequest(Pipeline.InstallProd, ["infosite"], "prod", [], new("ada")).Decide(Catalogs.Demo);

    /// <summary>What bob's run says of itself, from this machine unless told otherwise.</summary>
    public LeaseContent Bobs(
        HostIdentity? host = null,
        string step = "HelmInstall (infosite)",
        TimeSpan clock = default
    ) =>
        new(
            "bob@there/run-7/4242",
            LockTimes.Duration,
            Start + clock,
            Start + clock,
            new LockRecord(
                "bob",
                host ?? Machine.Host,
                new ProcessIdentity(4242, "77"),
                "run-7",
                "InstallProd",
                "infosite",
                step,
                "helm upgrade prod-infosite (PID 4300)"
            ).ToAnnotations()
        );

    /// <summary>What this run says of itself.</summary>
    public LeaseContent Ours(DateTimeOffset since) =>
        new(
            "ada@here/run-8/100",
            LockTimes.Duration,
            since,
            Time.GetUtcNow(),
            new LockRecord(
                "ada",
                Machine.Host,
                Machine.Self,
                "run-8",
                "InstallProd",
                "infosite",
                "start",
                ""
            ).ToAnnotations()
        );

    public Task<Lease> TakeAsync(TimeSpan? wait = null) =>
        new TakeLock(Machine, Unfinished, Time, Events).RunAsync(
            Leases,
            new LockRequest(Scope, new("prod"), Access, wait),
            Ours,
            TestContext.Current.CancellationToken
        );
}
