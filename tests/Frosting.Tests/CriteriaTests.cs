using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class CriteriaTests
{
    [Fact]
    public void Should_skip_a_dependency_but_not_what_it_depends_on_or_what_depends_on_it()
    {
        var run = new TestHost()
            .With<Last>()
            .With<Skipped>()
            .With<First>()
            .Configure(host => host.UseTaskLifetime<JournalTaskLifetime>())
            .Run("--target=Last");

        run.ShouldSucceed(
            "before First",
            "First",
            "after First",
            "before Skipped",
            "after Skipped (skipped)",
            "before Last",
            "Last",
            "after Last"
        );
    }

    [Theory]
    [InlineData("OnSkipped", "Skipping task: Skipped")]
    [InlineData("OnReasoned", "Skipping task: not today")]
    public void Should_say_at_verbose_what_is_skipped_and_why(string target, string line) =>
        Host().Run($"--target={target}", "--verbosity=verbose").Output.ShouldContain(line);

    [Theory]
    [InlineData("Skipped", "Could not reach target 'Skipped' since it was skipped due to a criteria.")]
    [InlineData("Reasoned", "Could not reach target 'Reasoned' since it was skipped due to a criteria: not today.")]
    public void Should_fail_when_the_target_itself_is_skipped(string target, string message) =>
        Host().Run($"--target={target}", "--exclusive").ShouldFail(message);

    [Fact]
    public void Should_ask_when_the_turn_of_the_task_comes() =>
        new TestHost()
            .With<Asking>()
            .With<First>()
            .Configure(host => host.UseLifetime<JournalLifetime>())
            .Run("--target=Asking")
            .ShouldSucceed("setup", "First", "asked", "teardown");

    private static TestHost Host() =>
        new TestHost().With<First>().With<Skipped>().With<Reasoned>().With<OnSkipped>().With<OnReasoned>();

    private sealed class First : Recorded;

    [IsDependentOn(typeof(First))]
    private sealed class Skipped : Recorded
    {
        public override bool ShouldRun(JournalContext context) => false;
    }

    [IsDependentOn(typeof(Skipped))]
    private sealed class Last : Recorded;

    [IsDependentOn(typeof(Skipped))]
    private sealed class OnSkipped : Recorded;

    private sealed class Reasoned : FrostingTask, IFrostingTask
    {
        public string SkippedMessage => "not today";

        public override bool ShouldRun(ICakeContext context) => false;
    }

    [IsDependentOn(typeof(Reasoned))]
    private sealed class OnReasoned : Recorded;

    [IsDependentOn(typeof(First))]
    private sealed class Asking : FrostingTask<JournalContext>
    {
        public override bool ShouldRun(JournalContext context)
        {
            context.Journal.Add("asked");
            return true;
        }
    }
}
