using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class ContextTypeTests
{
    [Fact]
    public void Should_give_a_task_the_context_of_the_run() =>
        new TestHost().With<Plain>().With<Async>().Run("--target=Plain", "--target=Async").ExitCode.ShouldBe(0);

    [Fact]
    public void Should_leave_out_a_task_that_asks_for_another_context_with_a_warning()
    {
        var run = new TestHost().With<Plain>().With<Stranger>().Run("--target=Plain");

        run.ShouldSucceed();
        run.Output.ShouldContain(
            $"Task cannot be used since the context isn't convertible to {typeof(OtherContext).FullName}."
        );
    }

    [Fact]
    public void Should_not_find_a_task_that_was_left_out() =>
        new TestHost().With<Stranger>().Run("--target=Stranger").ShouldFail("The target 'Stranger' was not found.");

    [Fact]
    public void Should_miss_a_dependency_that_was_left_out() =>
        new TestHost()
            .With<Stranger>()
            .With<OnStranger>()
            .Run("--target=OnStranger")
            .ShouldFail("Task 'OnStranger' is dependent on task 'Stranger' which does not exist.");

    [Fact]
    public void Should_notice_another_context_behind_a_base_class_when_the_task_runs()
    {
        var run = new TestHost().With<Indirect>().Run("--target=Indirect");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("Unable to cast object");
    }

    [Fact]
    public void Should_refuse_tasks_without_a_base_class() =>
        new TestHost()
            .With<Plain>()
            .With<Bare>()
            .Run("--target=Plain")
            .ShouldFail("This method expects all IFrostingTask to be instances of FrostingTask or AsyncFrostingTask.");

    private sealed class OtherContext(ICakeContext context) : FrostingContext(context);

    private sealed class Plain : FrostingTask
    {
        public override void Run(ICakeContext context) => context.ShouldBeOfType<JournalContext>();
    }

    private sealed class Async : AsyncFrostingTask<IFrostingContext>
    {
        public override Task RunAsync(IFrostingContext context)
        {
            context.ShouldBeOfType<JournalContext>();
            return Task.CompletedTask;
        }
    }

    private sealed class Stranger : FrostingTask<OtherContext>;

    [IsDependentOn(typeof(Stranger))]
    private sealed class OnStranger : Recorded;

    private abstract class StrangeBase : FrostingTask<OtherContext>
    {
        public override void Run(OtherContext context) { }
    }

    private sealed class Indirect : StrangeBase;

    private sealed class Bare : IFrostingTask
    {
        public Task RunAsync(ICakeContext context) => Task.CompletedTask;

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context) { }

        public void Finally(ICakeContext context) { }
    }
}
