using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class DryRunTests
{
    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--whatif")]
    [InlineData("--dryrun=true")]
    public void Should_list_the_tasks_that_would_run(string option)
    {
        var run = Host().Run("--target=Last", option);

        run.ShouldSucceed("setup", "teardown");
        run.Output.ShouldContain(
            """
            Performing dry run...
            Targets are: Last

            1. First
            2. Last

            This was a dry run.
            No tasks were actually executed.
            """.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public void Should_fail_for_a_target_that_would_be_skipped() =>
        Host()
            .Run("--target=Skipped", "--dryrun")
            .ShouldFail(
                "Could not reach target 'Skipped' since it was skipped due to a criteria.",
                "setup",
                "teardown after: Could not reach target 'Skipped' since it was skipped due to a criteria."
            );

    [Fact]
    public void Should_say_nothing_at_quiet() =>
        Host().Run("--target=Last", "--dryrun", "--verbosity=quiet").Output.ShouldBeEmpty();

    [Fact]
    public void Should_win_over_the_tree() =>
        Host().Run("--target=Last", "--tree", "--dryrun").Output.ShouldContain("This was a dry run.");

    private static TestHost Host() =>
        new TestHost()
            .With<Last>()
            .With<Skipped>()
            .With<First>()
            .Configure(host => host.UseLifetime<JournalLifetime>().UseTaskLifetime<JournalTaskLifetime>());

    private sealed class First : Recorded
    {
        public override void Finally(JournalContext context) => context.Journal.Add("finally");
    }

    [IsDependentOn(typeof(First))]
    private sealed class Skipped : Recorded
    {
        public override bool ShouldRun(JournalContext context) => false;
    }

    [IsDependentOn(typeof(Skipped))]
    private sealed class Last : Recorded;
}
