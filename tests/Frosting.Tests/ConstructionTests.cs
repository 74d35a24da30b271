using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class ConstructionTests
{
    [Fact]
    public void Should_build_tasks_with_the_services_of_the_run() =>
        new TestHost().With<Asking>().Run("--target=Asking").ShouldSucceed("True");

    [Theory]
    [InlineData("--tree")]
    [InlineData("--description")]
    [InlineData("--target=Asking")]
    public void Should_build_every_task_whatever_is_asked_for(string argument) =>
        new TestHost().With<Asking>().With<Noting>().Run(argument).Journal.ShouldContain("built");

    private sealed class Asking(ICakeEnvironment environment) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) =>
            context.Journal.Add(ReferenceEquals(environment, context.Environment).ToString());
    }

    private sealed class Noting : FrostingTask
    {
        public Noting(Journal journal)
        {
            journal.Add("built");
        }
    }
}
