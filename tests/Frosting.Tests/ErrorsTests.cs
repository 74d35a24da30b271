using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class ErrorsTests
{
    [Fact]
    public void Should_stop_at_an_error_and_report_what_ran()
    {
        var run = new TestHost().With<AfterFailing>().With<Failing>().Run("--target=AfterFailing");

        run.ShouldFail("It broke.");
        run.Error.ShouldStartWith("An error occurred when executing task 'Failing'.\n");
        run.Tables.ShouldContain("Failed");
    }

    [Fact]
    public void Should_show_the_whole_exception_at_diagnostic() =>
        new TestHost()
            .With<Failing>()
            .Run("--target=Failing", "--verbosity=diagnostic")
            .Error.ShouldContain("System.InvalidOperationException: It broke.\n   at ");

    [Fact]
    public void Should_go_on_after_a_task_that_may_fail()
    {
        var run = new TestHost().With<AfterTolerated>().With<Tolerated>().Run("--target=AfterTolerated");

        run.ExitCode.ShouldBe(0);
        run.Journal.ShouldBe(["AfterTolerated"]);
        run.Error.ShouldBe("An error occurred when executing task 'Tolerated'.\n");
        run.Tables.ShouldMatch(@"Tolerated +\S+ +Failed");
    }

    [Fact]
    public void Should_not_inherit_the_permission_to_fail() =>
        new TestHost().With<Heir>().Run("--target=Heir").ShouldFail("It broke.");

    [Fact]
    public void Should_go_on_after_an_error_that_the_task_handles()
    {
        var run = new TestHost().With<Handling>().Run("--target=Handling");

        run.ExitCode.ShouldBe(0);
        run.Journal.ShouldBe(["handled It broke."]);
        run.Tables.ShouldMatch(@"Handling +\S+ +Failed");
    }

    [Fact]
    public void Should_fail_with_the_error_that_a_handler_throws_and_log_the_first()
    {
        var run = new TestHost().With<Replacing>().Run("--target=Replacing");

        run.ShouldFail("Something else.");
        run.Error.ShouldContain("Error: It broke.\n");
    }

    [Fact]
    public void Should_fail_with_the_error_that_a_handler_throws_again() =>
        new TestHost().With<Rethrowing>().Run("--target=Rethrowing").ShouldFail("It broke.");

    [Fact]
    public void Should_refuse_two_error_handlers() =>
        new TestHost()
            .With<Undecided>()
            .Run("--target=Undecided")
            .ShouldFail("There can only be one error handler per task.");

    private class Failing : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("It broke.");
    }

    [IsDependentOn(typeof(Failing))]
    private sealed class AfterFailing : Recorded;

    [ContinueOnError]
    private class Tolerated : Failing;

    [IsDependentOn(typeof(Tolerated))]
    private sealed class AfterTolerated : Recorded;

    private sealed class Heir : Tolerated;

    private sealed class Handling : Failing
    {
        public override void OnError(Exception exception, JournalContext context) =>
            context.Journal.Add($"handled {exception.Message}");
    }

    private sealed class Replacing : Failing
    {
        public override void OnError(Exception exception, JournalContext context) =>
            throw new InvalidOperationException("Something else.");
    }

    private sealed class Rethrowing : Failing
    {
        public override void OnError(Exception exception, JournalContext context) => throw exception;
    }

    [ContinueOnError]
    private sealed class Undecided : Failing
    {
        public override void OnError(Exception exception, JournalContext context) { }
    }
}
