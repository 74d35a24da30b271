using Deploy.Clusters;
using Deploy.Locking;
using Microsoft.Extensions.Time.Testing;

namespace Deploy.Tests.Locking;

public sealed class HeldLockTests
{
    private readonly LockFixture _lock = new();
    private readonly FakeTimeProvider _time = new(LockFixture.Start);
    private readonly TaskCompletionSource<string> _stopped = new();
    private readonly TaskCompletionSource<string> _lost = new();

    [Fact]
    public async Task Should_renew_while_it_is_held_and_delete_at_the_end()
    {
        var held = Hold();

        await BeatAsync(3);

        _lock.Leases.Current!.Content.RenewedAt.ShouldBe(LockFixture.Start + (3 * LockTimes.Heartbeat));
        _lock.Leases.Current.Content.AcquiredAt.ShouldBe(LockFixture.Start);
        held.WhyLost.ShouldBeNull();
        await held.DisposeAsync();
        _lock.Leases.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Should_tell_at_once_what_has_changed()
    {
        await using var held = Hold();

        held.Touch();
        await _lock.Leases.NextWriteAsync();
        await BeatAsync(2);

        _lock.Leases.Current!.Version.ShouldBe("4");
    }

    [Fact]
    public async Task Should_know_its_own_write_when_the_answer_was_lost()
    {
        var held = Hold();
        _lock.Leases.LosesAnswer = true;

        await BeatAsync(3);

        held.WhyLost.ShouldBeNull();
        await held.DisposeAsync();
        _lock.Leases.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Should_tell_when_somebody_broke_the_lock_and_leave_theirs_alone()
    {
        var held = Hold();
        _lock.Leases.Put(_lock.Bobs());

        await BeatAsync(1);

        (await _lost.Task).ShouldBe("bob@there/run-7/4242 has taken it over");
        await held.DisposeAsync();
        _lock.Leases.Current!.Content.Holder.ShouldBe("bob@there/run-7/4242");
    }

    [Fact]
    public async Task Should_tell_when_the_lease_is_gone()
    {
        await using var held = Hold();
        _lock.Leases.Current = null;

        await BeatAsync(1);

        (await _lost.Task).ShouldBe("somebody deleted it (--target=Unlock, or kubectl)");
        held.WhyLost.ShouldBe(await _lost.Task);
    }

    [Fact]
    public async Task Should_bear_a_cluster_that_does_not_answer_for_a_while()
    {
        await using var held = Hold();
        _lock.Leases.OnReplace = () => throw new HttpRequestException("no route");

        await BeatAsync(3);
        _lock.Leases.OnReplace = () => { };
        await BeatAsync(3);

        held.WhyLost.ShouldBeNull();
    }

    [Fact]
    public async Task Should_give_up_before_others_take_it_for_dead()
    {
        await using var held = Hold();
        _lock.Leases.OnReplace = () => throw new HttpRequestException("no route");

        await BeatAsync(4);

        (await _lost.Task).ShouldBe("it could not be renewed for 20s (no route)");
        (_time.GetUtcNow() - LockFixture.Start).ShouldBeLessThan(LockTimes.Duration);
    }

    [Theory]
    [InlineData("deleted", "it was not renewed for 47s, and somebody deleted it (--target=Unlock, or kubectl)")]
    [InlineData("taken", "it was not renewed for 47s, and bob@there/run-7/4242 has taken it over")]
    [InlineData("left", "it was not renewed for 47s; nobody else has taken it")]
    public async Task Should_count_as_lost_before_anybody_is_asked_when_the_machine_slept(string meanwhile, string why)
    {
        await using var held = Hold();
        if (meanwhile == "deleted")
        {
            _lock.Leases.Current = null;
        }
        else if (meanwhile == "taken")
        {
            _lock.Leases.Put(_lock.Bobs());
        }

        // The clock of the day alone: timers and the monotonic clock stand still while a machine sleeps.
        _time.AdjustTime(LockFixture.Start.AddSeconds(47));

        held.WhyLost.ShouldBe("it was not renewed for 47s");
        (await _stopped.Task).ShouldBe("it was not renewed for 47s");
        (await _lost.Task).ShouldBe(why);
        await held.Ended;
    }

    [Fact]
    public async Task Should_not_take_a_clock_that_is_set_back_for_time()
    {
        await using var held = Hold();

        _time.AdjustTime(LockFixture.Start.AddHours(-1));

        held.WhyLost.ShouldBeNull();
    }

    private HeldLock Hold()
    {
        LeaseContent Content(DateTimeOffset since) => _lock.Ours(since) with { RenewedAt = _time.GetUtcNow() };
        var lease = _lock.Leases.Put(Content(LockFixture.Start));
        return new HeldLock(_lock.Leases, lease, Content, _stopped.SetResult, _lost.SetResult, _time);
    }

    private async Task BeatAsync(int times)
    {
        for (var beat = 0; beat < times; beat++)
        {
            _time.Advance(LockTimes.Heartbeat);
            await _lock.Leases.NextWriteAsync();
        }
    }
}
