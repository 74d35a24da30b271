using Deploy.Locking;
using Deploy.Tools.Helm.Processes;

namespace Deploy.Tests.Locking;

public sealed class TakeLockTests
{
    private const string Bob =
        "bob: InstallProd of infosite, at HelmInstall (infosite), since 2026-11-22 14:00:00 UTC, PID 4242 on";

    private static readonly HostIdentity _there = new("there", "boot-2");

    private readonly LockFixture _lock = new();

    [Fact]
    public async Task Should_take_a_lock_that_nobody_has()
    {
        var lease = await _lock.TakeAsync();

        lease.Content.Holder.ShouldBe("ada@here/run-8/100");
        lease.Content.AcquiredAt.ShouldBe(LockFixture.Start);
        _lock.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_refuse_at_once_and_say_who_has_it_and_what_to_do()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.Living.Add(new(4242, "77"));

        var refusal = await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync());

        refusal.Problem.ShouldBe($"Namespace prod on prod-e1-1 is locked by {Bob} here (run run-7)");
        refusal.NextStep.ShouldBe("--wait-for-lock=10m waits for it");
        _lock.Leases.Current!.Content.Holder.ShouldBe("bob@there/run-7/4242");
    }

    [Fact]
    public async Task Should_name_unlocking_only_where_nobody_can_tell_whether_the_holder_lives()
    {
        _lock.Leases.Put(_lock.Bobs(_there));

        var refusal = await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync());

        refusal.NextStep.ShouldBe(
            "--wait-for-lock=10m waits for it; if it is dead: --target=Unlock --env=prod --services=infosite --reason=…"
        );
    }

    [Fact]
    public async Task Should_take_over_from_a_process_of_this_machine_that_is_gone()
    {
        _lock.Leases.Put(_lock.Bobs());

        var lease = await _lock.TakeAsync();

        lease.Content.Holder.ShouldBe("ada@here/run-8/100");
        _lock
            .Notes.ShouldHaveSingleItem()
            .ShouldBe(
                $"Namespace prod on prod-e1-1 was still locked by {Bob} here (run run-7). That process is gone, so this run has the lock now"
            );
    }

    [Fact]
    public async Task Should_not_take_a_new_process_with_the_old_id_for_the_holder()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.Living.Add(new(4242, "78"));

        (await _lock.TakeAsync()).Content.Holder.ShouldBe("ada@here/run-8/100");
    }

    [Fact]
    public async Task Should_refuse_while_the_helm_of_a_dead_process_lives_on()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.Helm.Add(new HelmProcess(4300, "upgrade", ["prod-infosite"], LockFixture.Start));

        var refusal = await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync());

        refusal.Problem.ShouldEndWith(
            "(run run-7); that process is gone, but its helm upgrade prod-infosite (PID 4300) still works"
        );
        refusal.NextStep.ShouldBe("--wait-for-lock=10m waits until PID 4300 has ended");
    }

    [Fact]
    public async Task Should_wait_for_that_helm_when_asked_to()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.Helm.Add(new HelmProcess(4300, "upgrade", ["prod-infosite"], LockFixture.Start));
        var looks = 0;
        _lock.Machine.OnLook = () =>
        {
            if (++looks == 10)
            {
                _lock.Machine.Helm.Clear();
            }
        };

        (await _lock.TakeAsync(TimeSpan.FromMinutes(10))).Content.Holder.ShouldBe("ada@here/run-8/100");
        _lock.Notes[0].ShouldEndWith("PID 4300) still works; waiting 10m at most");
    }

    [Fact]
    public async Task Should_wait_until_the_holder_lets_go_and_tell_its_steps_once_each()
    {
        _lock.Leases.Put(_lock.Bobs(_there));
        var looks = 0;
        _lock.Leases.OnFind = () =>
        {
            looks++;
            if (looks == 20)
            {
                _lock.Leases.Put(_lock.Bobs(_there, "HelmTest (infosite)"));
            }
            else if (looks == 40)
            {
                _lock.Leases.Current = null;
            }
        };

        await _lock.TakeAsync(TimeSpan.FromMinutes(10));

        _lock.Notes.Count.ShouldBe(2);
        _lock.Notes[0].ShouldContain("at HelmInstall (infosite)");
        _lock.Notes[1].ShouldContain("at HelmTest (infosite)");
    }

    [Fact]
    public async Task Should_give_up_when_the_wait_is_over()
    {
        _lock.Leases.Put(_lock.Bobs(_there));
        _lock.Leases.OnFind = () => _lock.Leases.Beat(_lock.Time.GetUtcNow());

        var refusal = await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync(TimeSpan.FromMinutes(2)));

        refusal.Problem.ShouldEndWith("(run run-7), still after 2m");
        _lock.Time.GetUtcNow().ShouldBe(LockFixture.Start.AddMinutes(2));
    }

    [Fact]
    public async Task Should_take_over_from_elsewhere_when_the_heartbeat_stood_still_while_we_watched()
    {
        _lock.Leases.Put(_lock.Bobs(_there));

        await _lock.TakeAsync(TimeSpan.FromMinutes(10));

        _lock.Time.GetUtcNow().ShouldBe(LockFixture.Start + LockTimes.Duration);
        _lock.Notes[^1].ShouldEndWith("Its heartbeat stood still for 30s, so this run has the lock now");
    }

    [Fact]
    public async Task Should_not_take_over_from_elsewhere_what_was_left_half_done()
    {
        _lock.Leases.Put(_lock.Bobs(_there));
        _lock.Left.Add("prod-infosite (pending-upgrade, revision 4)");

        var refusal = await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync(TimeSpan.FromMinutes(10)));

        refusal.Problem.ShouldEndWith(
            "Its heartbeat stood still for 30s, but it left prod-infosite (pending-upgrade, revision 4), and its helm (helm upgrade prod-infosite (PID 4300) when last heard) may still run there"
        );
        refusal.NextStep.ShouldBe(
            "see to it that it does not, then --target=Unlock --env=prod --services=infosite --reason=…"
        );
    }

    [Fact]
    public async Task Should_wait_for_a_lease_that_another_program_wrote()
    {
        _lock.Leases.Put(
            new("somebody's script", default, LockFixture.Start, LockFixture.Start, new Dictionary<string, string>())
        );

        var refusal = await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync());

        refusal.Problem.ShouldBe(
            "Namespace prod on prod-e1-1 is locked by somebody's script, since 2026-11-22 14:00:00 UTC"
        );
    }

    [Fact]
    public async Task Should_leave_the_lock_to_another_run_that_was_faster()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Leases.OnReplace = () =>
        {
            _lock.Leases.OnReplace = () => { };
            _lock.Leases.Put(_lock.Bobs(_there));
        };

        (await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync())).Problem.ShouldContain("on there");
    }

    [Fact]
    public async Task Fault_28_should_name_a_clock_that_is_ahead_and_decide_nothing_by_it()
    {
        _lock.Leases.Put(_lock.Bobs(_there, clock: TimeSpan.FromHours(1)));

        var refusal = await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync());
        refusal.Problem.ShouldEndWith("; its clock is 1h ahead of this machine's, or that is slow");

        await _lock.TakeAsync(TimeSpan.FromMinutes(10));
        _lock.Time.GetUtcNow().ShouldBe(LockFixture.Start + LockTimes.Duration);
    }

    [Fact]
    public async Task Fault_28_should_not_take_a_living_holder_with_a_slow_clock_for_dead()
    {
        _lock.Leases.Put(_lock.Bobs(_there, clock: TimeSpan.FromHours(-1)));
        _lock.Leases.OnFind = () => _lock.Leases.Beat(_lock.Time.GetUtcNow().AddHours(-1));

        await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync(TimeSpan.FromMinutes(2)));

        _lock.Notes.Count(note => note.EndsWith("its clock is 1h behind this machine's, or that is fast")).ShouldBe(1);
    }

    [Fact]
    public async Task Fault_28_should_not_take_a_holder_whose_clock_stands_still_for_dead()
    {
        _lock.Leases.Put(_lock.Bobs(_there));
        _lock.Leases.OnFind = () => _lock.Leases.Beat(LockFixture.Start);

        await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task Should_print_nothing_that_a_lease_could_smuggle_in()
    {
        _lock.Leases.Put(_lock.Bobs(_there, "\e[31mred"));

        (await Should.ThrowAsync<RefusedException>(() => _lock.TakeAsync())).Message.ShouldNotContain("\e");
    }
}
