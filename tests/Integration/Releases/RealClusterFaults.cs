using System.Diagnostics;
using Deploy.Model;

namespace Deploy.Integration.Releases;

/// <summary>Rows of the fault catalog that need pods that truly run.</summary>
[Trait("Category", "Cluster")]
public sealed class RealClusterFaults
{
    public static TheoryData<int> Majors => [3, 4];

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
        log.ShouldContain("password=***");
        var left = bench.Events.Of<ReleaseLeft>().ShouldHaveSingleItem();
        (left.End, left.Revision).ShouldBe((ReleaseEnd.RolledBack, 1));
        (await bench.InstallAsync()).Before.ShouldBe(3);
    }

    private static IReadOnlyList<string> Lines(FailedException failure, string title) =>
        [.. failure.Evidence.Where(one => one.Title.Contains(title)).SelectMany(one => one.Lines)];
}
