using Deploy.Locking;
using Deploy.Tools.Helm.Processes;

namespace Deploy.Tests.Locking;

public sealed class ClearLockTests
{
    private readonly LockFixture _lock = new();

    [Fact]
    public async Task Fault_01_should_take_the_lock_of_a_process_that_is_gone_away()
    {
        _lock.Leases.Put(_lock.Bobs());

        await ClearAsync();

        _lock.Leases.Current.ShouldBeNull();
        _lock.Notes.ShouldHaveSingleItem().ShouldContain("was still locked by bob: InstallProd of infosite");
    }

    [Fact]
    public async Task Should_leave_a_living_holder_its_lock()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.Living.Add(new(4242, "77"));

        await ClearAsync();

        ShouldBeLocked();
    }

    [Fact]
    public async Task Should_leave_the_lock_while_a_helm_of_the_holder_lives()
    {
        _lock.Leases.Put(_lock.Bobs());
        _lock.Machine.Helm.Add(new HelmProcess(4300, "upgrade", ["prod-infosite"], LockFixture.Start));

        await ClearAsync();

        ShouldBeLocked();
    }

    [Fact]
    public async Task Should_leave_a_holder_elsewhere_its_lock()
    {
        _lock.Leases.Put(_lock.Bobs(new HostIdentity("there", "boot-2")));

        await ClearAsync();

        ShouldBeLocked();
    }

    [Fact]
    public async Task Should_have_nothing_to_do_where_nobody_has_the_lock()
    {
        await ClearAsync();

        _lock.Notes.ShouldBeEmpty();
    }

    private Task ClearAsync() =>
        new ClearLock(_lock.Machine, _lock.Events).RunAsync(
            _lock.Leases,
            new LockRequest(LockFixture.Scope, new("prod"), LockFixture.Access, Wait: null),
            TestContext.Current.CancellationToken
        );

    private void ShouldBeLocked()
    {
        _lock.Leases.Current.ShouldNotBeNull();
        _lock.Notes.ShouldBeEmpty();
    }
}
