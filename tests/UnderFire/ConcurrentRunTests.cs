using Deploy.Clusters;
using Deploy.Locking;
using Deploy.Tools.Helm.Results;

namespace Deploy.UnderFire;

/// <summary>Rows 7, 8 and 28 of the catalog of faults: several runs for one release, and clocks that disagree.</summary>
public sealed class ConcurrentRunTests
{
    private const int Runs = 8;

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_07_should_refuse_a_second_run_and_name_the_holder(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Leisurely);
        var first = scene.Install("--yes");
        await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade);

        var second = await scene.InstallAsync("--yes");

        second.ExitCode.ShouldBe(3, second.ToString());
        second.Error.ShouldContain("Namespace prod on prod-e1-1 is locked by ada: InstallProd of infosite, at ");
        second.Error.ShouldContain($"PID {first.Id} on ");
        second.Error.ShouldContain("--wait-for-lock=10m waits for it");
        (await first.EndAsync()).ExitCode.ShouldBe(0);
        var history = await scene.HistoryAsync();
        history.Select(revision => revision.Status).ShouldBe([HelmStatus.Deployed, HelmStatus.Superseded]);
    }

    [Fact]
    public async Task Fault_08_should_let_one_of_many_win_and_the_others_say_who()
    {
        await using var scene = await Scene.StartAsync(4);
        scene.Pods(Scene.Slow);

        var runs = Enumerable.Range(0, Runs).Select(_ => scene.Install("--yes", "--skip-tests")).ToList();
        var outcomes = await Task.WhenAll(runs.Select(run => run.EndAsync()));

        var winner = runs[Array.FindIndex(outcomes, outcome => outcome.ExitCode == 0)];
        var others = outcomes.Where(outcome => outcome.ExitCode != 0).ToList();
        others.Count.ShouldBe(Runs - 1);
        others.ShouldAllBe(outcome => outcome.ExitCode == 3);
        others.ShouldAllBe(outcome => outcome.Error.Contains($"PID {winner.Id} on "));
        (await scene.HistoryAsync()).ShouldHaveSingleItem().Status.ShouldBe(HelmStatus.Deployed);
    }

    [Fact]
    public async Task Fault_08_should_let_all_succeed_one_after_the_other_when_they_wait()
    {
        await using var scene = await Scene.StartAsync(4);
        scene.Pods(Scene.Good);

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, Runs)
                .Select(_ => scene.Install("--yes", "--skip-tests", "--wait-for-lock=2m").EndAsync())
        );

        outcomes.ShouldAllBe(outcome => outcome.ExitCode == 0);
        outcomes.Count(outcome => outcome.Output.Contains("prod-infosite installed, revision 1")).ShouldBe(1);
        (await scene.HistoryAsync()).ShouldHaveSingleItem().Status.ShouldBe(HelmStatus.Deployed);
        (await scene.LockAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Fault_28_should_name_a_clock_one_hour_off()
    {
        await using var scene = await Scene.StartAsync(4);
        await scene.GivenInstalledAsync();
        await scene.LockAsync(Bobs(TimeProvider.System.GetUtcNow().AddHours(1)));

        var refused = await scene.InstallAsync("--yes");

        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain("PID 7 on ci-7");
        refused.Error.ShouldContain("ahead of this machine's, or that is slow");
        refused.Error.ShouldContain("--target=Unlock --env=prod");
    }

    [Fact]
    public async Task Should_leave_staging_to_whoever_works_there_and_say_so()
    {
        await using var scene = await Scene.StartAsync(4);
        scene.Pods(Scene.Good);
        var staging = await scene.InstallAsync("--env=staging");
        staging.ExitCode.ShouldBe(0, staging.ToString());
        await scene.LockAsync(Bobs(TimeProvider.System.GetUtcNow()), "staging");

        var prod = await scene.InstallAsync("--yes");

        prod.ExitCode.ShouldBe(0, prod.ToString());
        prod.Output.ShouldContain(
            "warning: prod is done, but staging still has some of infosite: Namespace staging on prod-e1-1 is locked by bob"
        );
        prod.Output.ShouldNotContain("staging-infosite removed");
    }

    internal static LeaseContent Bobs(DateTimeOffset since) =>
        new(
            "bob@ci-7/run-7",
            TimeSpan.FromSeconds(30),
            since,
            since,
            new LockRecord(
                "bob",
                new("ci-7", "elsewhere"),
                new(7, "7"),
                "run-7",
                "InstallProd",
                "infosite",
                "HelmTest",
                ""
            ).ToAnnotations()
        );
}
