using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public void Should_wrap_the_run_and_each_task() =>
        Host()
            .Run("--target=Second")
            .ShouldSucceed(
                "setup",
                "before First",
                "First",
                "after First",
                "before Second",
                "Second",
                "after Second",
                "teardown"
            );

    [Fact]
    public void Should_set_up_and_tear_down_once_for_several_targets()
    {
        var journal = Host().Run("--target=First", "--target=Second").Journal;

        journal.Count(entry => entry == "setup").ShouldBe(1);
        journal.Count(entry => entry == "teardown").ShouldBe(1);
    }

    [Fact]
    public void Should_tell_setup_the_target_and_all_tasks() =>
        Host()
            .Configure(host => host.UseSetup<Telling>())
            .Run("--target=Second", "--exclusive")
            .Journal[0]
            .ShouldBe("Second: First, Second");

    [Fact]
    public void Should_run_no_task_but_tear_down_when_setup_fails() =>
        Host()
            .Configure(host => host.UseSetup<FailingSetup>())
            .Run("--target=First")
            .ShouldFail("Setup broke.", "teardown after: Setup broke.");

    [Fact]
    public void Should_tell_teardown_what_ended_the_run() =>
        Host().With<Failing>().Run("--target=Failing").Journal[^1].ShouldBe("teardown after: It broke.");

    [Fact]
    public void Should_hand_teardown_the_very_exception_that_a_task_threw()
    {
        var run = Host().With<Failing>().Configure(host => host.UseTeardown<Judging>()).Run("--target=Failing");

        run.Journal[^1].ShouldBe("exit 42");
        run.ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Should_fail_without_a_report_when_teardown_fails()
    {
        var run = Host().Configure(host => host.UseTeardown<FailingTeardown>()).Run("--target=First");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("Error: Teardown broke.\n");
        run.Tables.ShouldNotContain("Total:");
    }

    [Fact]
    public void Should_fail_with_the_first_error_when_teardown_fails_too()
    {
        var run = Host().With<Failing>().Configure(host => host.UseTeardown<FailingTeardown>()).Run("--target=Failing");

        run.Error.ShouldContain("Teardown error: System.InvalidOperationException: Teardown broke.\n   at ");
        run.Error.ShouldEndWith("Error: It broke.\n");
    }

    [Fact]
    public void Should_not_run_a_task_whose_setup_fails_but_tear_it_down() =>
        Host()
            .Configure(host => host.UseTaskSetup<FailingTaskSetup>())
            .Run("--target=First")
            .ShouldFail("Task setup broke.", "setup", "after First (failed)", "teardown after: Task setup broke.");

    [Fact]
    public void Should_use_the_last_of_several_registrations() =>
        Host()
            .Configure(host => host.UseSetup<Telling>().UseSetup<FailingSetup>().UseLifetime<JournalLifetime>())
            .Run("--target=First")
            .Journal[0]
            .ShouldBe("setup");

    [Fact]
    public void Should_use_the_ends_of_a_task_lifetime_one_by_one() =>
        new TestHost()
            .With<First>()
            .Configure(host => host.UseTaskSetup<JournalTaskLifetime>())
            .Run("--target=First")
            .ShouldSucceed("before First", "First");

    [Fact]
    public void Should_tear_each_task_down_without_setting_it_up() =>
        new TestHost()
            .With<First>()
            .Configure(host => host.UseTaskTeardown<JournalTaskLifetime>())
            .Run("--target=First")
            .ShouldSucceed("First", "after First");

    [Fact]
    public void Should_build_one_lifetime_for_both_ends() =>
        new TestHost()
            .With<First>()
            .Configure(host => host.UseLifetime<Counting>())
            .Run("--target=First")
            .ShouldSucceed("built", "First");

    private static TestHost Host() =>
        new TestHost()
            .With<First>()
            .With<Second>()
            .Configure(host => host.UseLifetime<JournalLifetime>().UseTaskLifetime<JournalTaskLifetime>());

    private sealed class First : Recorded;

    [IsDependentOn(typeof(First))]
    private sealed class Second : Recorded;

    private sealed class Failing : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(42, "It broke.");
    }

    private sealed class Telling : FrostingSetup<JournalContext>
    {
        public override void Setup(JournalContext context, ISetupContext info) =>
            context.Journal.Add(
                $"{info.TargetTask.Name}: {string.Join(", ", info.TasksToExecute.Select(task => task.Name))}"
            );
    }

    private sealed class FailingSetup : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            throw new InvalidOperationException("Setup broke.");
    }

    private sealed class Judging : FrostingTeardown<JournalContext>
    {
        public override void Teardown(JournalContext context, ITeardownContext info) =>
            context.Journal.Add($"exit {((CakeException)info.ThrownException).ExitCode}");
    }

    private sealed class FailingTeardown : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            throw new InvalidOperationException("Teardown broke.");
    }

    private sealed class FailingTaskSetup : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) =>
            throw new InvalidOperationException("Task setup broke.");
    }

    private sealed class Counting : FrostingLifetime
    {
        public Counting(Journal journal)
        {
            journal.Add("built");
        }

        public override void Setup(ICakeContext context, ISetupContext info) { }

        public override void Teardown(ICakeContext context, ITeardownContext info) { }
    }
}
