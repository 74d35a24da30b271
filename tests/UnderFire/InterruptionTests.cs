using Deploy.Tools.Helm.Results;

namespace Deploy.UnderFire;

/// <summary>Row 6 of the catalog of faults: Ctrl-C, once and twice, to the whole process group.</summary>
public sealed class InterruptionTests
{
    private const string SlowHook = """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: infosite-before-rollback
          annotations:
            helm.sh/hook: pre-rollback
            helm.sh/hook-delete-policy: before-hook-creation
        spec:
          template:
            metadata:
              annotations: {sandbox.deploy/start-after: 6s}
            spec:
              restartPolicy: Never
              containers:
              - name: wait
                image: registry.test/wait:1

        """;

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_06_should_reap_helm_and_release_the_lock(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        var run = scene.Install("--yes", "--timeout=5m");
        await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade);

        await run.InterruptAsync();

        var outcome = await run.EndAsync();
        outcome.ExitCode.ShouldBe(130, outcome.ToString());
        scene.Helms.ShouldBeEmpty();
        (await scene.LockAsync()).ShouldBeNull();
        (await scene.HistoryAsync())[0].Status.IsPending().ShouldBeFalse();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_06_should_end_at_once_the_second_time_and_let_the_next_run_explain(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        var run = scene.Install("--yes", "--timeout=5m");
        var helm = await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade);
        // A helm that does not get to its end, for as long as the test wants.
        await Run.KillAsync("-STOP", helm);
        await run.InterruptAsync();
        await Patience.UntilAsync("the run takes notice", () => HasPending(helm, signal: 15));
        run.Output.ShouldContain(
            $"Interrupted: ending helm upgrade prod-infosite (PID {helm}), the lock of prod; Ctrl-C again to leave it as it is"
        );
        // Again and again, as people do: what comes within the first second is the same wish once more.
        var end = run.EndAsync();
        await Patience.UntilAsync(
            "the run ends",
            async () =>
            {
                if (!end.IsCompleted)
                {
                    await run.TryInterruptAsync();
                }

                return end.IsCompleted;
            }
        );

        var outcome = await end;
        outcome.ExitCode.ShouldBe(130, outcome.ToString());
        outcome.Output.ShouldContain(
            $"Left as it is: helm upgrade prod-infosite (PID {helm}), the lock of prod. The next run there says what became of it"
        );
        var left = (await scene.LockAsync()).ShouldNotBeNull();
        left.Content.Annotations["deploy-lock/process"].ShouldStartWith($"{run.Id}@");
        left.Content.Annotations["deploy-lock/step"].ShouldStartWith("HelmInstall");

        scene.Pods(Scene.Good);
        var refused = await scene.InstallAsync("--yes");
        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain(
            $"that process is gone, but its helm upgrade prod-infosite (PID {helm}) still works"
        );

        await Run.KillAsync("-CONT", helm);
        var next = await scene.InstallAsync("--yes", "--wait-for-lock=2m");
        next.ExitCode.ShouldBe(0, next.ToString());
        next.Output.ShouldContain("That process is gone, so this run has the lock now");
        (await scene.LockAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Fault_06_should_leave_nothing_pending_when_helm_had_to_be_killed()
    {
        await using var scene = await Scene.StartAsync(4);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        var run = scene.Install("--yes", "--timeout=5m");
        await Run.KillAsync("-STOP", await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade));

        await run.InterruptAsync();

        var outcome = await run.EndAsync();
        outcome.ExitCode.ShouldBe(130, outcome.ToString());
        scene.Helms.ShouldBeEmpty();
        (await scene.LockAsync()).ShouldBeNull();
        var newest = (await scene.HistoryAsync())[0];
        newest.Status.ShouldBe(HelmStatus.Deployed);
        newest.Description.ShouldBe("Rollback to 1");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_06_should_let_a_rollback_run_to_its_end(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        scene.Template("hook.yaml", SlowHook);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        var stuck = scene.Install("--yes", "--timeout=5m");
        await Scene.KillAsync(stuck, await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade));
        scene.Pods(Scene.Good);
        var run = scene.Install("--yes");
        await Patience.UntilAsync("helm rolls back", () => scene.Helms.Any(helm => helm.Verb == "rollback"));

        await run.InterruptAsync();

        var outcome = await run.EndAsync();
        outcome.ExitCode.ShouldBe(130, outcome.ToString());
        var newest = (await scene.HistoryAsync())[0];
        newest.Revision.ShouldBe(3);
        newest.Status.ShouldBe(HelmStatus.Deployed);
        (await scene.LockAsync()).ShouldBeNull();
    }

    // /proc/PID/status, SigPnd or ShdPnd: signals that wait for a stopped process, a bit each.
    private static bool HasPending(int process, int signal) =>
        File.ReadLines($"/proc/{process}/status")
            .Where(line => line.StartsWith("SigPnd:") || line.StartsWith("ShdPnd:"))
            .Any(line => (Convert.ToUInt64(line.Split('\t')[1], 16) & (1UL << (signal - 1))) != 0);
}
