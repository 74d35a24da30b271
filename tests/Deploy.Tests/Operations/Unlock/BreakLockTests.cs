using Deploy.Clusters;
using Deploy.Locking;
using Deploy.Operations.Unlock;
using Deploy.Tests.Locking;
using Deploy.Tools.Helm.Processes;
using NSubstitute;

namespace Deploy.Tests.Operations.Unlock;

public sealed class BreakLockTests
{
    private static readonly HostIdentity _there = new("there", "boot-2");
    private static readonly Reason _reason = new("its runner was lost");

    private readonly LockFixture _lock = new();
    private readonly IEventLog _log = Substitute.For<IEventLog>();

    [Fact]
    public async Task Should_have_nothing_to_break_where_nobody_has_the_lock()
    {
        await BreakAsync(_reason);

        _lock.Notes.ShouldBe(["Namespace prod on prod-e1-1 is not locked"]);
    }

    [Fact]
    public async Task Should_show_the_holder_and_ask_for_a_reason()
    {
        _lock.Leases.Put(_lock.Bobs());

        var refusal = await Should.ThrowAsync<RefusedException>(() => BreakAsync(null));

        refusal.NextStep.ShouldBe("--target=Unlock --env=prod --services=infosite --reason=… (at least 7 characters)");
        _lock.Notes.ShouldHaveSingleItem().ShouldContain("is locked by bob: InstallProd of infosite");
        _lock.Leases.Current.ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_break_the_lock_of_a_process_that_is_gone_and_record_why()
    {
        var lease = _lock.Leases.Put(_lock.Bobs());

        await BreakAsync(_reason);

        _lock.Leases.Current.ShouldBeNull();
        _lock.Time.GetUtcNow().ShouldBe(LockFixture.Start);
        await _log.Received(1)
            .RecordAsync(
                lease,
                "Unlocked",
                Arg.Is<string>(text =>
                    text.StartsWith("ada broke the lock of bob: ") && text.EndsWith(": its runner was lost")
                ),
                Arg.Any<CancellationToken>()
            );
        _lock.Notes[^1].ShouldStartWith("Namespace prod on prod-e1-1 is free: ada broke the lock of bob");
    }

    [Fact]
    public async Task Should_never_break_the_lock_of_a_living_process()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.Living.Add(new(4242, "77"));

        var refusal = await Should.ThrowAsync<RefusedException>(() => BreakAsync(_reason));

        refusal.Problem.ShouldBe(
            "The lock of prod is not broken: PID 4242 lives on this machine; kill 4242 ends it, and it gives the lock back"
        );
        _lock.Leases.Current.ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_not_break_the_lock_while_a_helm_of_the_holder_lives()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.Helm.Add(new HelmProcess(4300, "upgrade", ["prod-infosite"], LockFixture.Start));

        (await Should.ThrowAsync<RefusedException>(() => BreakAsync(_reason))).Problem.ShouldContain(
            "helm upgrade prod-infosite (PID 4300) still works"
        );
    }

    [Fact]
    public async Task Should_watch_a_holder_elsewhere_for_a_whole_period()
    {
        _lock.Leases.Put(_lock.Bobs(_there));

        await BreakAsync(_reason);

        _lock.Leases.Current.ShouldBeNull();
        _lock.Time.GetUtcNow().ShouldBe(LockFixture.Start + LockTimes.Duration);
        _lock
            .Notes[^1]
            .ShouldBe(
                "whether a helm of it still works cannot be seen from here (when last heard: helm upgrade prod-infosite (PID 4300)); see to it that none does before you deploy"
            );
    }

    [Fact]
    public async Task Should_watch_a_holder_of_this_machine_whose_helm_may_be_hidden()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.SeesHelm = false;

        await BreakAsync(_reason);

        _lock.Time.GetUtcNow().ShouldBe(LockFixture.Start + LockTimes.Duration);
        _lock.Notes[^1].ShouldStartWith("whether a helm of it still works cannot be seen from here");
    }

    [Fact]
    public async Task Should_not_break_the_lock_of_a_holder_elsewhere_whose_heart_beats()
    {
        _lock.Leases.Put(_lock.Bobs(_there));
        var looks = 0;
        _lock.Leases.OnFind = () =>
        {
            if (++looks == 5)
            {
                _lock.Leases.Beat(LockFixture.Start);
            }
        };

        (await Should.ThrowAsync<RefusedException>(() => BreakAsync(_reason))).Problem.ShouldContain(
            "its heartbeat moves"
        );
        _lock.Leases.Current.ShouldNotBeNull();
    }

    private Task BreakAsync(Reason? reason) =>
        new BreakLock(_lock.Machine, new User("ada"), _lock.Events, _lock.Time).RunAsync(
            _lock.Leases,
            _log,
            new LockRequest(LockFixture.Scope, new("prod"), LockFixture.Access, Wait: null),
            reason,
            TestContext.Current.CancellationToken
        );
}
