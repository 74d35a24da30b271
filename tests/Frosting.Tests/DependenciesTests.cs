using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class DependenciesTests
{
    [Fact]
    public void Should_run_each_dependency_once_in_the_order_of_the_attributes() =>
        new TestHost()
            .With<Top>()
            .With<Left>()
            .With<Right>()
            .With<Base>()
            .Run("--target=Top")
            .ShouldSucceed("Base", "Right", "Left", "Top");

    [Fact]
    public void Should_run_a_task_before_the_one_that_it_says_it_belongs_to() =>
        new TestHost().With<Owner>().With<Member>().Run("--target=Owner").ShouldSucceed("Member", "Owner");

    [Fact]
    public void Should_inherit_dependencies() =>
        new TestHost().With<Heir>().With<Base>().Run("--target=Heir").ShouldSucceed("Base", "Heir");

    [Fact]
    public void Should_refuse_a_dependency_that_is_no_task() =>
        new TestHost()
            .With<OnDate>()
            .Run("--target=OnDate")
            .ShouldFail("The dependency 'DateTime' is not a valid task.");

    [Fact]
    public void Should_refuse_a_reverse_dependency_that_is_no_task() =>
        new TestHost()
            .With<OfDate>()
            .Run("--target=OfDate")
            .ShouldFail("The reverse dependency 'DateTime' is not a valid task.");

    [Fact]
    public void Should_refuse_a_dependency_that_is_not_there() =>
        new TestHost()
            .With<Left>()
            .Run("--target=Left")
            .ShouldFail("Task 'Left' is dependent on task 'Base' which does not exist.");

    [Fact]
    public void Should_refuse_a_reverse_dependency_that_is_not_there() =>
        new TestHost()
            .With<Member>()
            .Run("--target=Member")
            .ShouldFail("Task 'Member' has specified that it's a dependency for task 'Owner' which does not exist.");

    [Fact]
    public void Should_refuse_a_task_that_depends_on_itself() =>
        new TestHost()
            .With<Narcissus>()
            .Run("--target=Narcissus")
            .ShouldFail("Reflexive edges in graph are not allowed.");

    [Theory]
    [InlineData("--target=Hen")]
    [InlineData("--target=Base")]
    [InlineData("--tree")]
    [InlineData("--dryrun", "--target=Base")]
    public void Should_refuse_a_pair_that_depends_on_each_other_whatever_is_asked_for(params string[] args)
    {
        var run = new TestHost().With<Base>().With<Hen>().With<Egg>().Run(args);

        run.ExitCode.ShouldBe(1);
        run.Journal.ShouldBeEmpty();
        run.Error.ShouldBe(
            "Error: Unidirectional edges in graph are not allowed.\n\"Egg\" and \"Hen\" cannot depend on each other.\n"
        );
    }

    [Fact]
    public void Should_refuse_a_circle_that_the_target_leads_into() =>
        Circle().Run("--target=Rock").ShouldFail("Graph contains circular references.");

    [Fact]
    public void Should_not_mind_a_circle_that_the_target_does_not_lead_into() =>
        Circle().Run("--target=Base").ShouldSucceed("Base");

    [Fact]
    public void Should_describe_tasks_without_looking_at_their_graph() =>
        new TestHost().With<Hen>().With<Egg>().Run("--description").ShouldSucceed();

    private static TestHost Circle() => new TestHost().With<Base>().With<Rock>().With<Paper>().With<Scissors>();

    [IsDependentOn(typeof(Right))]
    [IsDependentOn(typeof(Left))]
    private sealed class Top : Recorded;

    [IsDependentOn(typeof(Base))]
    private class Left : Recorded;

    [IsDependentOn(typeof(Base))]
    private sealed class Right : Recorded;

    private sealed class Base : Recorded;

    private sealed class Heir : Left;

    private sealed class Owner : Recorded;

    [IsDependeeOf(typeof(Owner))]
    private sealed class Member : Recorded;

    [IsDependentOn(typeof(DateTime))]
    private sealed class OnDate : Recorded;

    [IsDependeeOf(typeof(DateTime))]
    private sealed class OfDate : Recorded;

    [IsDependentOn(typeof(Narcissus))]
    private sealed class Narcissus : Recorded;

    [IsDependentOn(typeof(Egg))]
    private sealed class Hen : Recorded;

    [IsDependentOn(typeof(Hen))]
    private sealed class Egg : Recorded;

    [IsDependentOn(typeof(Paper))]
    private sealed class Rock : Recorded;

    [IsDependentOn(typeof(Scissors))]
    private sealed class Paper : Recorded;

    [IsDependentOn(typeof(Rock))]
    private sealed class Scissors : Recorded;
}
