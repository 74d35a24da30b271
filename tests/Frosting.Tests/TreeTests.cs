using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class TreeTests
{
    [Theory]
    [InlineData("--tree")]
    [InlineData("--showtree")]
    [InlineData("--tree", "--description")]
    public void Should_show_top_level_tasks_with_what_they_depend_on(params string[] args)
    {
        var run = new TestHost()
            .With<Zeta>()
            .With<Alpha>()
            .With<Default>()
            .With<Leaf>()
            .With<Member>()
            .Configure(host => host.UseLifetime<JournalLifetime>())
            .Run(args);

        run.ShouldSucceed();
        run.Output.ShouldBe(
            """

            Default
            ├─Zeta
            │ └─Leaf
            └─Leaf

            Alpha
            └─Leaf


            """.ReplaceLineEndings("\n")
        );
    }

    private sealed class Leaf : Recorded;

    [IsDependentOn(typeof(Leaf))]
    private sealed class Zeta : Recorded;

    [IsDependentOn(typeof(Leaf))]
    private sealed class Alpha : Recorded;

    [IsDependentOn(typeof(Zeta))]
    [IsDependentOn(typeof(Leaf))]
    private sealed class Default : FrostingTask;

    /// <summary>Linked from its own end, it is neither a root nor a child.</summary>
    [IsDependeeOf(typeof(Leaf))]
    private sealed class Member : Recorded;
}
