using Deploy.Tools.Helm.Results;

namespace Deploy.UnderFire;

/// <summary>Rows 3, 4 and 5 of the catalog of faults: helm and this program, killed without a warning.</summary>
public sealed class StuckReleaseTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_03_should_see_the_helm_that_outlived_its_run(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        var killed = scene.Install("--yes", "--timeout=20s");
        var helm = await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade);
        await killed.KillAsync();
        scene.Pods(Scene.Good);

        var refused = await scene.InstallAsync("--yes");
        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain($"PID {killed.Id} on ");
        refused.Error.ShouldContain(
            $"that process is gone, but its helm upgrade prod-infosite (PID {helm}) still works"
        );

        var waited = await scene.InstallAsync("--yes", "--wait-for-lock=2m");
        waited.ExitCode.ShouldBe(0, waited.ToString());
        waited.Output.ShouldContain($"(PID {helm}) still works; waiting 2m at most");
        // Helm 4 ends at its next line of output, which nobody reads any more; Helm 3 notes its failure first.
        waited.Output.ShouldContain("prod-infosite upgraded, revision ");
        await ShouldBeSettledAsync(scene);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_04_should_uninstall_a_first_install_only_with_consent(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        scene.Pods(Scene.Stuck);
        var first = scene.Install("--timeout=5m");
        await Scene.KillAsync(first, await scene.HelmWaitsAsync(HelmStatus.PendingInstall));
        scene.Pods(Scene.Good);

        var refused = await scene.InstallAsync();
        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain("prod-infosite is pending-install at revision 1 since ");
        refused.Error.ShouldContain(
            "run again with --yes, or: helm uninstall prod-infosite --namespace prod --kube-context prod-e1-1"
        );

        var agreed = await scene.InstallAsync("--yes");
        agreed.ExitCode.ShouldBe(0, agreed.ToString());
        agreed.Output.ShouldContain("uninstalling what there is");
        agreed.Output.ShouldContain("prod-infosite installed, revision 1");
        await ShouldBeSettledAsync(scene);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_05_should_roll_an_upgrade_back_and_name_the_revision(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        var second = scene.Install("--yes", "--timeout=5m");
        await Scene.KillAsync(second, await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade));
        scene.Pods(Scene.Good);

        var third = await scene.InstallAsync("--yes");

        third.ExitCode.ShouldBe(0, third.ToString());
        third.Output.ShouldContain("prod-infosite is pending-upgrade at revision 2 since ");
        third.Output.ShouldContain("and no helm of this machine works on it: rolling back to revision 1");
        third.Output.ShouldContain("prod-infosite upgraded, revision 3 → 4");
        await ShouldBeSettledAsync(scene);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_05_should_roll_a_rollback_back_to_what_runs(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Stuck);
        (await scene.InstallAsync("--yes", "--timeout=5s")).ExitCode.ShouldBe(1);
        scene.Pods("{sandbox.deploy/outcome: ready, a: b}");
        (await scene.InstallAsync("--yes")).ExitCode.ShouldBe(0);
        var rollback = scene.RollbackAsync(2);
        await Run.KillAsync("-KILL", await scene.HelmWaitsAsync(HelmStatus.PendingRollback));
        await Should.ThrowAsync<Model.Errors.FailedException>(rollback);

        var next = await scene.InstallAsync("--yes");

        next.ExitCode.ShouldBe(0, next.ToString());
        // The failed revision 2 was rolled back by revision 3.
        next.Output.ShouldContain("prod-infosite is pending-rollback at revision 5 since ");
        next.Output.ShouldContain("rolling back to revision 4");
        await ShouldBeSettledAsync(scene);
    }

    private static async Task ShouldBeSettledAsync(Scene scene)
    {
        var history = await scene.HistoryAsync();
        history.Count(revision => revision.Status == HelmStatus.Deployed).ShouldBe(1);
        history[0].Status.ShouldBe(HelmStatus.Deployed);
        (await scene.LockAsync()).ShouldBeNull();
    }
}
