using Deploy.Journal;
using Deploy.Planning;
using Deploy.Testing;

namespace Deploy.Tests.Planning;

public sealed class ConfirmTargetTests
{
    [Fact]
    public void Should_go_on_when_the_clusters_name_is_typed() =>
        Should.NotThrow(() => Confirm("prod", _ => " prod-e1-1 "));

    [Theory]
    [InlineData("prod")]
    [InlineData("yes")]
    [InlineData("")]
    [InlineData(null)]
    public void Should_refuse_any_other_answer(string? answer) =>
        Should.Throw<RefusedException>(() => Confirm("prod", _ => answer)).Problem.ShouldBe("prod was not confirmed");

    [Fact]
    public void Should_refuse_where_nobody_can_answer() =>
        Should
            .Throw<RefusedException>(() => Confirm("prod", null))
            .Problem.ShouldBe("prod asks for confirmation, and there is no terminal to give it at");

    [Fact]
    public void Should_not_ask_who_said_yes() =>
        Should.NotThrow(() => Confirm("prod", _ => throw new InvalidOperationException(), isConfirmed: true));

    [Fact]
    public void Should_not_ask_for_staging() =>
        Should.NotThrow(() => Confirm("staging", _ => throw new InvalidOperationException()));

    [Fact]
    public void Should_only_say_so_on_the_embedded_platform() =>
        Should.NotThrow(() => Confirm("prod", _ => throw new InvalidOperationException(), guardsRefuse: false));

    private static void Confirm(
        string environment,
        Func<string, string?>? ask,
        bool isConfirmed = false,
        bool guardsRefuse = true
    )
    {
        var scope = new ScopeRequest(Pipeline.InstallProd, ["infosite"], environment, [], new("ada")).Decide(
            Catalogs.Demo
        );
        var options = new RunOptions
        {
            Concurrency = 1,
            IsConfirmed = isConfirmed,
            GuardsRefuse = guardsRefuse,
        };
        new ConfirmTarget(new RunEvents([]), ask).Run(
            new Plan(scope, options, new("0f3c2a9d7b1e", DateTimeOffset.UnixEpoch, "", null), [])
        );
    }
}
