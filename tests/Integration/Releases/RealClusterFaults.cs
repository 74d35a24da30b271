using System.Diagnostics;

namespace Deploy.Integration.Releases;

/// <summary>Rows of the fault catalog that need pods that truly run.</summary>
[Trait("Category", "Cluster")]
public sealed class RealClusterFaults : CommonFaults
{
    private protected override string EndlessJob => Jobs.Running("endless", "echo at work; sleep 600");

    private protected override TimeSpan Patience => TimeSpan.FromSeconds(20);

    private protected override string EndlessLine => "at work";

    private protected override string FailingTest => "test: exit 3";

    private protected override Task<Bench> StartAsync(int major) => Bench.RealAsync(major);

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_install_and_upgrade_and_leave_alone_what_is_there(int major)
    {
        await using var bench = await Bench.RealAsync(major);

        (await bench.InstallAsync()).ShouldSatisfyAllConditions(
            first => first.Before.ShouldBeNull(),
            first => first.Revision.ShouldBe(1)
        );
        bench.Events.Of<ReleaseProgress>().ShouldContain(progress => progress.Ready == 1 && progress.Wanted == 1);
        (await bench.InstallAsync()).Unchanged.ShouldBeTrue();
        (await bench.InstallAsync("greeting: again")).Revision.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_16_a_bad_tag_fails_at_once_with_the_registrys_answer(int major)
    {
        await using var bench = await Bench.RealAsync(major);
        var time = Stopwatch.StartNew();

        var failure = await bench.FailAsync("image: localhost:5000/base/busybox:no-such-tag");

        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(45));
        failure.Problem.ShouldContain(
            "container server: image localhost:5000/base/busybox:no-such-tag cannot be pulled"
        );
        failure.Problem.ShouldContain("is left failed at revision 1");
        Lines(failure, "events").ShouldContain(line => line.Contains("Failed to pull image"));
        bench.Events.Of<ReleaseLeft>().ShouldHaveSingleItem().End.ShouldBe(ReleaseEnd.Failed);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_16_a_crash_rolls_back_after_its_last_lines_were_kept(int major)
    {
        await using var bench = await Bench.RealAsync(major);
        bench.Timeout = TimeSpan.FromSeconds(120);
        await bench.InstallAsync();
        var time = Stopwatch.StartNew();

        var failure = await bench.FailAsync(
            "command: echo password=hunter2hunter; echo no module named toolchain; exit 1",
            FailurePolicy.Rollback
        );

        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(90));
        failure.Problem.ShouldContain("container server crashes again and again: exit code 1");
        failure.Problem.ShouldEndWith("was rolled back to revision 1");
        var log = Lines(failure, "last lines");
        log.ShouldContain("no module named toolchain");
        log.ShouldContain($"password={Redaction.Mask}");
        var left = bench.Events.Of<ReleaseLeft>().ShouldHaveSingleItem();
        (left.End, left.Revision).ShouldBe((ReleaseEnd.RolledBack, 1));
        (await bench.InstallAsync()).Before.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_13_a_test_pod_that_is_deleted_is_no_success(int major)
    {
        await using var bench = await Bench.RealAsync(major);
        await bench.InstallAsync("test: echo begun; sleep 60");
        var test = bench.TestAsync();
        await bench.Events.WhenAsync<ChildOutput>(said => said.Line == "begun");
        await bench.DeletePodAsync("web-test");

        var ran = await test;

        ran.Verdict.ShouldBe(TestVerdict.Failed);
        ran.Logs.ShouldContain("web-test: its pod was deleted before it ended");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_keep_the_log_of_a_test_whose_pod_is_deleted_when_it_succeeds(int major)
    {
        await using var bench = await Bench.RealAsync(major);
        await bench.InstallAsync(
            "testPolicy: hook-succeeded\ntest: echo token=abcdef12345; wget -qO- http://web/ && sleep 1"
        );

        var ran = await bench.TestAsync();

        ran.Verdict.ShouldBe(TestVerdict.Passed);
        ran.Logs.ShouldContain($"token={Redaction.Mask}");
        ran.Logs.ShouldContain("ok");
    }

    [Fact]
    public async Task Fault_16_a_missing_secret_is_named()
    {
        await using var bench = await Bench.RealAsync(4);

        var failure = await bench.FailAsync(
            "env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]"
        );

        failure.Problem.ShouldContain("cannot be created: secret \"db\" not found (CreateContainerConfigError)");
    }

    [Theory]
    [InlineData("nodeSelector: { disk: tape }", "no node has the labels disk=tape")]
    [InlineData("resources: { requests: { memory: 9000Gi } }", "it asks for 9000Gi memory")]
    public async Task Fault_16_a_pod_that_no_node_can_take_is_certain(string values, string problem)
    {
        await using var bench = await Bench.RealAsync(4);

        var failure = await bench.FailAsync(values);

        failure.Problem.ShouldContain("fits on no node: " + problem);
    }

    [Fact]
    public async Task Fault_16_a_hook_that_fails_shows_what_it_said()
    {
        await using var bench = await Bench.RealAsync(3);
        bench.Template(
            "job.yaml",
            Jobs.Running("migrate", "echo no such table; sleep 2; exit 1", "helm.sh/hook: pre-install")
        );

        var failure = await bench.FailAsync();

        failure.Problem.ShouldContain("migrate");
        Lines(failure, "last lines").ShouldContain("no such table");
    }
}
