namespace Deploy.Model.Tests.Errors;

public sealed class DeployExceptionTests
{
    [Fact]
    public void Should_say_where_what_and_what_next() =>
        new UsageException("unknown key 'servces'")
        {
            Location = new("charts/services.yaml", 3, 5),
            NextStep = "write services",
        }.Message.ShouldBe("charts/services.yaml:3:5: unknown key 'servces'\n  → write services");

    [Fact]
    public void Should_say_no_more_than_is_known() =>
        new FailedException("helm ended with 1").Message.ShouldBe("helm ended with 1");

    [Fact]
    public void Should_keep_what_to_do_next_when_the_place_gets_known()
    {
        var mistake = new UsageException("x") { NextStep = "write y" }.At(new("a", 1, 1));

        mistake.Message.ShouldBe("a:1:1: x\n  → write y");
    }

    [Fact]
    public void Should_keep_the_place_that_is_known_already() =>
        new UsageException("x").At(new("a", 1, 1)).At(new("b", 2, 2)).Location.ShouldBe(new SourceLocation("a", 1, 1));

    [Fact]
    public void Should_end_with_the_codes_of_the_specification()
    {
        new UsageException("x").ExitCode.ShouldBe((ExitCode)2);
        new RefusedException("x").ExitCode.ShouldBe((ExitCode)3);
        new FailedException("x").ExitCode.ShouldBe((ExitCode)1);
        new TestsFailedException("x").ExitCode.ShouldBe((ExitCode)4);
    }
}
