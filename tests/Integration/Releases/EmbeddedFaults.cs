using NSubstitute;

namespace Deploy.Integration.Releases;

/// <summary>Rows of the fault catalog on the embedded platform, with both majors.</summary>
public sealed class EmbeddedFaults : CommonFaults
{
    private protected override string EndlessJob => Jobs.Of("endless", "never-ready");

    private protected override TimeSpan Patience => TimeSpan.FromSeconds(3);

    private protected override string EndlessLine => "does not run containers";

    private protected override string FailingTest => "testAnnotations: { sandbox.deploy/outcome: fail }";

    private protected override Task<Bench> StartAsync(int major) => Bench.EmbeddedAsync(major);

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_09_a_failed_first_install_is_repaired_by_the_next(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);

        var failure = await bench.FailAsync("port: 99999");
        failure.Problem.ShouldContain("Service");
        failure.Problem.ShouldContain("99999");
        failure.Problem.ShouldContain("is left failed at revision 1");

        (await bench.InstallAsync()).Before.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_09_a_failed_first_install_leaves_nothing_where_failures_roll_back(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);

        var failure = await bench.FailAsync("port: 99999", FailurePolicy.Rollback);

        failure.Problem.ShouldEndWith("was uninstalled, as no revision of it had ever come up");
        bench.Events.Of<ReleaseLeft>().ShouldHaveSingleItem().End.ShouldBe(ReleaseEnd.Uninstalled);
        (await bench.InstallAsync()).Before.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_07_a_failed_release_is_left_alone_once_the_lock_is_lost(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.InstallAsync();
        var calls = 0;
        // Held when the install begins, and gone when it has failed.
        bench
            .Locks.When(locks => locks.Require(bench.Namespace))
            .Do(_ =>
            {
                if (++calls > 1)
                {
                    throw new FailedException("The lock is lost");
                }
            });

        var failure = await bench.FailAsync("port: 99999", FailurePolicy.Rollback);

        failure.Problem.ShouldEndWith($"in which state {bench.Release} is, says whoever has the lock now");
        (await bench.Revisions.HistoryAsync(bench.Namespace, bench.Release, default)).Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_10_an_immutable_selector_is_named_and_never_forced(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.InstallAsync();

        var failure = await bench.FailAsync("app: api", FailurePolicy.Rollback);

        failure.Problem.ShouldContain("Deployment web: spec.selector cannot be changed once it is there");
        failure.Problem.ShouldEndWith("was rolled back to revision 1");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_11_a_missing_definition_is_named_and_nothing_is_touched(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.InstallAsync();
        bench.Template("widget.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n");

        var failure = await bench.FailAsync("greeting: other", FailurePolicy.Rollback);

        failure.Problem.ShouldContain("the cluster knows no kind Widget in example.com/v1");
        failure.Problem.ShouldContain("at revision 1");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_end_when_a_job_has_failed_for_good(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        bench.Template("job.yaml", Jobs.Of("migrate", "fail"));

        var failure = await bench.FailAsync();

        failure.Problem.ShouldContain("migrate");
        failure.Problem.ShouldNotContain("not ready in time");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_show_the_pods_of_a_hook_that_failed(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        bench.Template("job.yaml", Jobs.Of("migrate", "fail", "helm.sh/hook: pre-install"));

        var failure = await bench.FailAsync();

        failure.Problem.ShouldContain("migrate");
        failure.Evidence.ShouldContain(one => one.Title.StartsWith("pod migrate-") && one.Title.EndsWith("last lines"));
    }

    [Theory]
    [InlineData(3, "image-pull", "image localhost:5000/base/busybox:1 cannot be pulled")]
    [InlineData(4, "image-pull", "image localhost:5000/base/busybox:1 cannot be pulled")]
    [InlineData(3, "quota", "exceeded quota")]
    [InlineData(4, "quota", "exceeded quota")]
    public async Task Fault_16_what_is_hopeless_ends_before_the_timeout(int major, string outcome, string problem)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        bench.Timeout = TimeSpan.FromMinutes(5);

        var failure = await bench.FailAsync($"annotations: {{ sandbox.deploy/outcome: {outcome} }}");

        failure.Problem.ShouldContain(problem);
        bench
            .Events.Of<ReleaseLeft>()
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                left => left.End.ShouldBe(ReleaseEnd.Failed),
                left => left.Revision.ShouldBe(1)
            );
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_not_blame_pods_of_an_older_revision(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.FailAsync("annotations: { sandbox.deploy/outcome: image-pull }");

        (await bench.InstallAsync("annotations: { sandbox.deploy/start-after: 2s }")).Revision.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_say_what_a_release_waits_for(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        bench.Timeout = TimeSpan.FromSeconds(3);

        var failure = await bench.FailAsync("annotations: { sandbox.deploy/outcome: never-ready }");

        failure.Problem.ShouldContain("not ready in time");
        failure.Problem.ShouldContain("it waited for Deployment web: Readiness probe failed");
        failure.Evidence.ShouldContain(one => one.Title.EndsWith("events"));
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_leave_no_pending_release_behind_when_interrupted(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.InstallAsync();
        using var interrupt = new CancellationTokenSource();
        // The first install may have said so, too.
        var waits = bench.Events.NextAsync<ReleaseProgress>(said => said.Waiting?.Contains("probe") == true);
        var install = bench.InstallAsync(
            "annotations: { sandbox.deploy/outcome: never-ready }",
            FailurePolicy.Rollback,
            interrupt.Token
        );
        await waits;
        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => install);

        var left = bench.Events.Of<ReleaseLeft>().ShouldHaveSingleItem();
        (left.End, left.Revision).ShouldBe((ReleaseEnd.RolledBack, 1));
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_14_no_tests_are_no_success(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.InstallAsync("test: ''");

        (await bench.TestAsync()).Verdict.ShouldBe(TestVerdict.None);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_tell_why_tests_failed(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.InstallAsync("testAnnotations: { sandbox.deploy/outcome: fail }");

        var ran = await bench.TestAsync();

        ran.Verdict.ShouldBe(TestVerdict.Failed);
        ran.Logs.ShouldContain("web-test: failed with exit code 1");
        ran.Logs.ShouldContain("The embedded platform does not run containers");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_not_wait_for_a_test_that_cannot_start(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.InstallAsync("testAnnotations: { sandbox.deploy/outcome: image-pull }");

        var ran = await bench.TestAsync();

        ran.Verdict.ShouldBe(TestVerdict.Failed);
        ran.Logs.ShouldContain("cannot be pulled");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_17_an_api_server_that_goes_away_leaves_an_unknown_state(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        await bench.InstallAsync();
        bench.Timeout = TimeSpan.FromSeconds(5);
        // The first install may have said so, too.
        var waits = bench.Events.NextAsync<ReleaseProgress>(said => said.Waiting?.Contains("probe") == true);
        var install = bench.FailAsync("annotations: { sandbox.deploy/outcome: never-ready }", FailurePolicy.Rollback);
        await waits;
        bench.Gate!.Shut();

        var failure = await install;

        failure.Problem.ShouldContain("is unknown, as the cluster does not answer; the next run finds out");
        bench.Events.Of<ReleaseLeft>().ShouldHaveSingleItem().End.ShouldBe(ReleaseEnd.Unknown);

        bench.Gate.Open();
        bench.Timeout = TimeSpan.FromSeconds(60);
        await bench.InstallAsync("greeting: again");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_17_an_api_server_that_freezes_for_a_while_does_no_harm(int major)
    {
        await using var bench = await Bench.EmbeddedAsync(major);
        var install = bench.InstallAsync("annotations: { sandbox.deploy/start-after: 3s }");
        await bench.Events.WhenAsync<ReleaseProgress>(said => said.Wanted == 1);
        bench.Gate!.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        bench.Gate.Thaw();

        (await install).Revision.ShouldBe(1);
    }

    // Helm 3 applies on the client, and simply overwrites.
    [Fact]
    public async Task Fault_18_another_manager_and_its_field_are_named()
    {
        await using var bench = await Bench.EmbeddedAsync(4);
        await bench.InstallAsync();
        await bench.TakeOverReplicasAsync("autoscaler");

        var failure = await bench.FailAsync("replicas: 2", FailurePolicy.Rollback);

        failure.Problem.ShouldContain("Deployment web: .spec.replicas belongs to 'autoscaler'");
    }
}
