using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class FinallyTests
{
    [Fact]
    public void Should_run_after_the_task_and_before_its_teardown() =>
        Host<Orderly>().ShouldSucceed("before Orderly", "run", "finally", "after Orderly");

    [Fact]
    public void Should_run_after_the_error_handler() =>
        Host<Failing>().Journal.ShouldBe(["before Failing", "handled", "finally", "after Failing (failed)"]);

    [Fact]
    public void Should_not_run_for_a_skipped_task()
    {
        var run = new TestHost().With<AfterSkipped>().With<Skipped>().Run("--target=AfterSkipped");

        run.ShouldSucceed("AfterSkipped");
    }

    [Fact]
    public void Should_fail_the_run_and_leave_no_trace_of_the_task_when_it_throws()
    {
        var run = Host<Throwing>();

        run.ShouldFail("Finally broke.", "before Throwing");
        run.Tables.ShouldNotContain("Succeeded");
    }

    private static Run Host<TTask>()
        where TTask : class, IFrostingTask =>
        new TestHost()
            .With<TTask>()
            .Configure(host => host.UseTaskLifetime<JournalTaskLifetime>())
            .Run($"--target={typeof(TTask).Name}");

    private abstract class WithFinally : FrostingTask<JournalContext>
    {
        public override void Finally(JournalContext context) => context.Journal.Add("finally");
    }

    private sealed class Orderly : WithFinally
    {
        public override void Run(JournalContext context) => context.Journal.Add("run");
    }

    private sealed class Failing : WithFinally
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("It broke.");

        public override void OnError(Exception exception, JournalContext context) => context.Journal.Add("handled");
    }

    private sealed class Skipped : WithFinally
    {
        public override bool ShouldRun(JournalContext context) => false;
    }

    [IsDependentOn(typeof(Skipped))]
    private sealed class AfterSkipped : Recorded;

    private sealed class Throwing : FrostingTask<JournalContext>
    {
        public override void Finally(JournalContext context) => throw new InvalidOperationException("Finally broke.");
    }
}
