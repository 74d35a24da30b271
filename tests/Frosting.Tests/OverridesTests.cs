using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class OverridesTests
{
    [Fact]
    public void Should_go_through_a_task_without_a_body_and_show_it()
    {
        var run = new TestHost()
            .With<Umbrella>()
            .With<Work>()
            .Configure(host => host.UseTaskLifetime<JournalTaskLifetime>())
            .Run("--target=Umbrella");

        run.ShouldSucceed("before Work", "Work", "after Work", "before Umbrella", "after Umbrella");
        run.Tables.ShouldContain("Umbrella");
    }

    [Fact]
    public void Should_attach_what_an_intermediate_base_class_overrides() =>
        new TestHost().With<Derived>().Run("--target=Derived").ShouldSucceed("base", "finally");

    [Fact]
    public void Should_await_an_asynchronous_task_before_the_next_one() =>
        new TestHost().With<Next>().With<Slow>().Run("--target=Next").ShouldSucceed("Slow", "Next");

    [Fact]
    public void Should_refuse_a_missing_context_or_exception()
    {
        IFrostingTask[] tasks = [new Work(), new Slow()];
        foreach (var task in tasks)
        {
            Should.Throw<ArgumentNullException>(() => task.RunAsync(null!).GetAwaiter().GetResult());
            Should.Throw<ArgumentNullException>(() => task.ShouldRun(null!));
            Should.Throw<ArgumentNullException>(() => task.Finally(null!));
            Should.Throw<ArgumentNullException>(() => task.OnError(null!, null!));
            Should.Throw<ArgumentNullException>(() => task.OnError(new InvalidOperationException(), null!));
        }
    }

    [IsDependentOn(typeof(Work))]
    private sealed class Umbrella : FrostingTask;

    private sealed class Work : Recorded;

    private abstract class BaseTask : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Journal.Add("base");

        public override void Finally(JournalContext context) => context.Journal.Add("finally");
    }

    private sealed class Derived : BaseTask;

    private sealed class Slow : AsyncFrostingTask<JournalContext>
    {
        public override async Task RunAsync(JournalContext context)
        {
            await Task.Yield();
            context.Journal.Add("Slow");
        }
    }

    [IsDependentOn(typeof(Slow))]
    private sealed class Next : Recorded;
}
