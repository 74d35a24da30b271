using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class NamesTests
{
    [Fact]
    public void Should_name_a_task_after_its_class_as_it_stands() =>
        new TestHost().With<BuildTask>().Run("--target=BuildTask").ShouldSucceed("BuildTask");

    [Fact]
    public void Should_prefer_the_name_that_a_task_gives_itself()
    {
        new TestHost().With<Renamed>().Run("--target=Build-It").ShouldSucceed("Renamed");
        new TestHost().With<Renamed>().Run("--target=Renamed").ShouldFail("The target 'Renamed' was not found.");
    }

    [Fact]
    public void Should_not_inherit_a_name() => new TestHost().With<Heir>().Run("--target=Heir").ShouldSucceed("Heir");

    [Fact]
    public void Should_find_a_target_whatever_its_case() =>
        new TestHost().With<BuildTask>().Run("--target=buildtask").ShouldSucceed("BuildTask");

    [Fact]
    public void Should_run_the_default_task_when_no_target_is_named() =>
        new TestHost().With<Default>().Run().ShouldSucceed("Default");

    [Fact]
    public void Should_refuse_two_tasks_whose_names_differ_in_case_alone() =>
        new TestHost()
            .With<BuildTask>()
            .With<Duplicate>()
            .Run("--target=BuildTask")
            .ShouldFail("Another task with the name 'buildtask' has already been added.");

    [Theory]
    [InlineData("The target 'nope' was not found.", "--target=nope")]
    [InlineData("The targets 'nope', 'nada' were not found.", "--target=nope", "--target=nada", "--target=BuildTask")]
    public void Should_name_the_targets_that_are_not_there_before_anything_runs(string message, params string[] args) =>
        new TestHost()
            .With<BuildTask>()
            .Configure(host => host.UseLifetime<JournalLifetime>())
            .Run(args)
            .ShouldFail(message);

    [Fact]
    public void Should_refuse_an_empty_target() =>
        new TestHost().With<BuildTask>().Run("--target", "").ShouldFail("No target specified. (Parameter 'settings')");

    private sealed class BuildTask : Recorded;

    private sealed class Default : Recorded;

    [TaskName("Build-It")]
    private class Renamed : Recorded;

    private sealed class Heir : Renamed;

    [TaskName("buildtask")]
    private sealed class Duplicate : Recorded;
}
