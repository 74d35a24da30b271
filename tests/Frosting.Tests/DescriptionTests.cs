using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class DescriptionTests
{
    [Theory]
    [InlineData("--description")]
    [InlineData("--descriptions")]
    [InlineData("--showdescription")]
    [InlineData("--showdescriptions")]
    public void Should_list_the_tasks_in_the_order_of_their_registration(string option)
    {
        var run = new TestHost()
            .With<Zeta>()
            .With<Alpha>()
            .With<Heir>()
            .Configure(host => host.UseLifetime<JournalLifetime>())
            .Run(option);

        run.ShouldSucceed();
        var lines = run.Tables.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines[0].ShouldMatch("^Task +Description$");
        lines[2..5]
            .ShouldSatisfyAllConditions(
                rows => rows[0].ShouldMatch("^Zeta +The last letter but not the last task$"),
                rows => rows[1].ShouldBe("Alpha"),
                rows => rows[2].ShouldBe("Heir")
            );
    }

    [TaskDescription("The last letter but not the last task")]
    private class Zeta : Recorded;

    private sealed class Alpha : Recorded;

    private sealed class Heir : Zeta;
}
