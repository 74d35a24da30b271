using Deploy.Tools.Helm.Results;

namespace Deploy.UnderFire;

/// <summary>Row 43 of the catalog of faults: a lock that is lost while helm works under it.</summary>
public sealed class LostLockTests
{
    // Longer than a run goes without a heartbeat.
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(27);

    [Theory]
    [InlineData(false, "somebody deleted it (--target=Unlock, or kubectl)")]
    [InlineData(true, "bob@ci-7/run-7 has taken it over")]
    public async Task Fault_43_should_kill_helm_when_the_lock_is_taken_away(bool isTakenOver, string why)
    {
        await using var scene = await Scene.StartAsync(4);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        var run = scene.Install("--yes", "--timeout=5m");
        await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade);

        await scene.TakeAwayAsync(isTakenOver ? ConcurrentRunTests.Bobs(TimeProvider.System.GetUtcNow()) : null);

        var outcome = await run.EndAsync();
        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        outcome.ToString().ShouldContain($"The lock of prod is lost: {why}. Its helm was stopped");
        scene.Helms.ShouldBeEmpty();
        (await scene.LockAsync())?.Content.Holder.ShouldBe(isTakenOver ? "bob@ci-7/run-7" : null);
        // Helm was not asked to write down how it ended: the release is another's by now.
        (await scene.HistoryAsync())
            .Select(revision => revision.Status)
            .ShouldBe([HelmStatus.PendingUpgrade, HelmStatus.Deployed]);
    }

    [Fact]
    public async Task Fault_43_should_kill_helm_when_the_run_stood_still_for_too_long()
    {
        await using var scene = await Scene.StartAsync(4);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        var run = scene.Install("--yes", "--timeout=5m");
        await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade);

        await run.FreezeAsync(frozen: true);
        await Task.Delay(_long);
        await run.FreezeAsync(frozen: false);

        var outcome = await run.EndAsync();
        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        outcome
            .ToString()
            .ShouldMatch(@"The lock of prod is lost: it was not renewed for \d+s; nobody else has taken it");
        scene.Helms.ShouldBeEmpty();
        (await scene.LockAsync()).ShouldBeNull();
        scene.Pods(Scene.Good);
        var next = await scene.InstallAsync("--yes");
        next.ExitCode.ShouldBe(0, next.ToString());
        (await scene.HistoryAsync()).Count(revision => revision.Status == HelmStatus.Deployed).ShouldBe(1);
    }

    [Fact]
    public async Task Fault_43_should_not_say_done_while_the_content_of_another_machine_runs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has process namespaces");
        Assert.SkipUnless(Environment.UserName == "root", "only root can make a process namespace");
        await using var scene = await Scene.StartAsync(4);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Leisurely);
        var there = scene.InstallElsewhere("--yes");
        await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade);
        await there.FreezeAsync(frozen: true);

        // Its helm, which it cannot stop meanwhile, is not taken over from.
        await Patience.UntilAsync("its helm ends", () => scene.Helms.Count == 0);
        scene.Pods(Scene.Good);
        var here = await scene.InstallAsync("--yes", "--wait-for-lock=2m");
        await there.FreezeAsync(frozen: false);

        here.ExitCode.ShouldBe(0, here.ToString());
        here.Output.ShouldContain("Its heartbeat stood still for 30s, so this run has the lock now");
        var outcome = await there.EndAsync();
        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        outcome.ToString().ShouldContain("The lock of prod is lost: it was not renewed for ");
        var history = await scene.HistoryAsync();
        history.Count(revision => revision.Status == HelmStatus.Deployed).ShouldBe(1);
        history[0].Status.ShouldBe(HelmStatus.Deployed);
        here.Output.ShouldContain($"prod-infosite upgraded, revision 2 → {history[0].Revision}");
    }
}
