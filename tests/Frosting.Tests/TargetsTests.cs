using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class TargetsTests
{
    private const string Unified = "Settings_UnifiedDependencyGraphForMultipleTargets";

    [Fact]
    public void Should_run_several_targets_as_one_graph_with_ties_by_name() =>
        Host().Run("--target=Zeta", "--target=Alpha").ShouldSucceed("Shared", "Alpha", "Zeta");

    [Fact]
    public void Should_take_the_first_target_named_for_the_target() =>
        Host()
            .Configure(host => host.UseSetup<Telling>())
            .Run("--target=Zeta", "--target=Alpha")
            .Journal[0]
            .ShouldBe("Zeta of 3");

    [Fact]
    public void Should_run_several_targets_one_after_the_other_when_told_so() =>
        Host()
            .Configure(host => host.UseCakeSetting(Unified, "false").UseSetup<Telling>())
            .Run("--target=Zeta", "--target=Alpha")
            .ShouldSucceed("Zeta of 2", "Shared", "Zeta", "Shared", "Alpha");

    [Fact]
    public void Should_run_only_the_target_when_it_is_exclusive() =>
        Host().Run("--target=Zeta", "--exclusive").ShouldSucceed("Zeta");

    [Fact]
    public void Should_run_only_the_targets_when_they_are_exclusive() =>
        Host().Run("-e", "-t", "Zeta", "-t", "Alpha").ShouldSucceed("Alpha", "Zeta");

    private static TestHost Host() => new TestHost().With<Zeta>().With<Alpha>().With<Shared>();

    private sealed class Shared : Recorded;

    [IsDependentOn(typeof(Shared))]
    private sealed class Alpha : Recorded;

    [IsDependentOn(typeof(Shared))]
    private sealed class Zeta : Recorded;

    private sealed class Telling : FrostingSetup<JournalContext>
    {
        public override void Setup(JournalContext context, Core.ISetupContext info) =>
            context.Journal.Add($"{info.TargetTask.Name} of {info.TasksToExecute.Count}");
    }
}
