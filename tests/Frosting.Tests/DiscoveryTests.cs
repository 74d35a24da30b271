using System.Reflection;
using Cake.Frosting.Probe.Tasks;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class DiscoveryTests
{
    private static readonly Assembly Probe = typeof(GreetTask).Assembly;

    [Theory]
    [InlineData("GreetTask", "Hello")]
    [InlineData("Nested", "Nested")]
    public void Should_find_visible_concrete_tasks_of_an_added_assembly(string target, string shown)
    {
        var run = new TestHost().Configure(host => host.AddAssembly(Probe)).Run($"--target={target}");

        run.ShouldSucceed();
        (run.Output + run.Tables).ShouldContain(shown);
    }

    [Theory]
    [InlineData("Hidden")]
    [InlineData("NestedInHidden")]
    [InlineData("AbstractTask")]
    public void Should_not_find_tasks_that_are_not_public_or_not_concrete(string target) =>
        new TestHost()
            .Configure(host => host.AddAssembly(Probe))
            .Run($"--target={target}")
            .ShouldFail($"The target '{target}' was not found.");

    [Fact]
    public void Should_refuse_the_tasks_of_an_assembly_that_is_added_twice() =>
        new TestHost()
            .Configure(host => host.AddAssembly(Probe).AddAssembly(Probe))
            .Run("--target=GreetTask")
            .ExitCode.ShouldBe(1);

    [Fact]
    public void Should_take_a_task_that_is_registered_by_hand_whatever_its_visibility() =>
        new TestHost().With<ByHand>().Run("--target=ByHand").ShouldSucceed("ByHand");

    private sealed class ByHand : Recorded;
}
