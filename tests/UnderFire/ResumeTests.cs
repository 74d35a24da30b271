using Deploy.Testing;
using Deploy.Tools.Helm.Results;

namespace Deploy.UnderFire;

/// <summary><c>--resume</c>: runs that were killed or failed, and go on.</summary>
public sealed class ResumeTests
{
    private const string Api = "charts/services/users/api/users-api/values.yaml";
    private const string Late = "\npod_annotations: {sandbox.deploy/outcome: ready, sandbox.deploy/start-after: 15s}\n";
    private const string SlowTest = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: infosite-slow
          annotations:
            helm.sh/hook: test
            helm.sh/hook-delete-policy: before-hook-creation
            sandbox.deploy/start-after: 12s
        spec:
          restartPolicy: Never
          containers:
          - name: slow
            image: registry.test/slow:1

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fault_01_should_go_on_after_a_kill_in_the_middle_of_an_install(int major)
    {
        await using var scene = await Scene.StartAsync(major);
        await scene.GivenInstalledAsync();
        // Ready when the second run looks: the files, and so the plan, stay what they were.
        scene.Pods(Scene.Leisurely);
        var killed = scene.Install("--yes", "--timeout=2m");
        await Scene.KillAsync(killed, await scene.HelmWaitsAsync(HelmStatus.PendingUpgrade));

        var resumed = await scene.DeployAsync("--resume");

        resumed.ExitCode.ShouldBe(0, resumed.ToString());
        resumed.Output.ShouldContain("InstallProd of infosite to prod, whose process ");
        resumed.Output.ShouldContain("and no helm of this machine works on it: rolling back to revision 1");
        resumed.Output.ShouldContain("prod-infosite upgraded, revision 3 → 4");
        resumed.Output.ShouldContain("infosite: taken over from run ");
        (await scene.HistoryAsync()).Count(revision => revision.Status == HelmStatus.Deployed).ShouldBe(1);
        (await scene.LockAsync()).ShouldBeNull();

        var nothing = await scene.DeployAsync("--resume");
        nothing.ExitCode.ShouldBe(3, nothing.ToString());
        nothing.Error.ShouldContain("No run in this checkout has anything left to do");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_do_again_only_what_is_not_done_or_not_true_any_more(int major)
    {
        if ((await RealTools.HelmAsync(major)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        using var checkout = new Checkout();
        await File.AppendAllTextAsync(Path.Combine(checkout.Root, Api), Late, Cancel);
        checkout.Merge("Take time");
        var failed = await checkout.DeployAsync(
            "--target=BuildAndInstallProd",
            "--services=infosite,users/api",
            "--timeout=12s",
            $"--helm-version={major}"
        );
        failed.ExitCode.ShouldBe(1, failed.ToString());
        var run = Path.GetFileName(Directory.GetDirectories(Path.Combine(checkout.Root, ".deploy", "runs")).Single());
        failed.Output.ShouldContain($"to go on:    ./build.sh --resume={run}");
        failed.Output.ShouldContain(
            $"to test:     ./build.sh --target=HelmTest --env=staging --helm-version={major} --services=infosite"
        );

        // One claim of the journal is true no more.
        Directory.Delete(
            Path.Combine(checkout.Root, ".sandbox", "registry", "repositories", "infosite"),
            recursive: true
        );
        var resumed = await checkout.DeployAsync($"--resume={run}", "--timeout=2m");

        resumed.ExitCode.ShouldBe(0, resumed.ToString());
        resumed.Output.ShouldContain("infosite: gunicorn is built and pushed again, as the registry does not have ");
        resumed.Output.ShouldContain("staging-infosite is revision 1 already, nothing to do");
        resumed.Output.ShouldContain("staging-users-api installed, revision 1");
        resumed.Output.ShouldContain(
            $"infosite: taken over from run {run}: BuildPex, UpdateValues, PublishChart, HelmInstall; done again: BuildImage, PushEcr"
        );
        resumed.Output.ShouldContain(
            $"users/api: taken over from run {run}: BuildPex, PushEcr, UpdateValues, PublishChart"
        );
    }

    [Fact]
    public async Task Should_take_over_tests_that_passed_and_run_those_that_were_cut_short()
    {
        await using var scene = await Scene.StartAsync(4);
        scene.Template("tests/slow.yaml", SlowTest);
        var killed = scene.Start(
            "--target=InstallProd",
            "--services=infosite,users/api",
            "--yes",
            "--helm-version=4",
            "--delete"
        );
        await Patience.UntilAsync(
            "users/api is tested, and infosite's test runs",
            () => scene.Journals.Contains("tests_ran") && scene.Helms.Any(helm => helm.Verb == "test")
        );
        await killed.KillAsync();
        await killed.EndAsync();
        foreach (var helm in scene.Helms)
        {
            await Run.KillAsync("-KILL", helm.Id);
        }

        var resumed = await scene.DeployAsync("--resume");

        resumed.ExitCode.ShouldBe(0, resumed.ToString());
        // --delete is not done again to what the killed run has installed.
        resumed.Output.ShouldContain("prod-infosite is revision 1 already, nothing to do");
        resumed.Output.ShouldContain("prod-infosite: Helm tests not run, only simulated");
        resumed.Output.ShouldContain("PublishChart, HelmInstall, HelmTest");
    }

    [Fact]
    public async Task Should_not_go_on_with_a_run_that_is_alive()
    {
        await using var scene = await Scene.StartAsync(4);
        scene.Pods(Scene.Stuck);
        var living = scene.Install("--yes", "--timeout=2m");
        await scene.HelmWaitsAsync(HelmStatus.PendingInstall);

        var refused = await scene.DeployAsync("--resume");

        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain(" is still alive: process ");
        await living.InterruptAsync();
        await living.EndAsync();
    }

    [Fact]
    public async Task Should_refuse_what_was_not_that_run()
    {
        using var checkout = new Checkout();
        Leave(checkout, "20261122-140000-0001");

        var elsewhere = await checkout.DeployAsync("--resume", "--env=staging");
        elsewhere.ExitCode.ShouldBe(3, elsewhere.ToString());
        elsewhere.Error.ShouldContain("Run 20261122-140000-0001 was another one: environment prod → staging");

        var commit = await checkout.DeployAsync("--resume");
        commit.ExitCode.ShouldBe(3, commit.ToString());
        commit.Error.ShouldContain("Run 20261122-140000-0001 was another one: commit 0123");

        var unknown = await checkout.DeployAsync("--resume=20261122-140000-0002");
        unknown.ExitCode.ShouldBe(2, unknown.ToString());
        unknown.Error.ShouldContain("did you mean '20261122-140000-0001'?");
        Directory.GetDirectories(Path.Combine(checkout.Root, ".deploy", "runs")).ShouldHaveSingleItem();
    }

    // A run of long ago, which died at once.
    private static void Leave(Checkout checkout, string run)
    {
        var folder = Directory.CreateDirectory(Path.Combine(checkout.Root, ".deploy", "runs", run)).FullName;
        File.WriteAllText(
            Path.Combine(folder, "journal.jsonl"),
            $$"""{"event":"run_started","at":"2026-11-22T14:00:00+00:00","schema":1,"run":"{{run}}","command_line":["--target=InstallProd","--services=infosite"],"target":"InstallProd","environment":"prod","cluster":"prod-e1-1","platform":"embedded","namespaces":["prod"],"stages":["HelmInstall"],"commit":"0123456789abcdef0123456789abcdef01234567","user":"ada","host":"elsewhere","process_id":42,"services":[{"name":"infosite"}]}"""
                + "\n"
        );
    }
}
