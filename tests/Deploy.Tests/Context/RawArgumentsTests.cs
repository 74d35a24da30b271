using Deploy.Context;
using Deploy.Model;

namespace Deploy.Tests.Context;

public sealed class RawArgumentsTests
{
    [Theory]
    [InlineData("--services=infosite")]
    [InlineData("--services infosite")]
    [InlineData("-t InstallProd --services=infosite")]
    public void Should_take_values_with_and_without_equals_sign(string line) =>
        Parse(line).All("services").ShouldBe(["infosite"]);

    [Fact]
    public void Should_keep_repeated_values_in_order() =>
        Parse("--services=a --services=b").All("services").ShouldBe(["a", "b"]);

    [Fact]
    public void Should_know_Cakes_aliases() =>
        Parse("-t InstallProd -v quiet --noop").Names.Order().ShouldBe(["dryrun", "target", "verbosity"]);

    [Theory]
    [InlineData(
        "--dry-run",
        "There is no argument '--dry-run'; did you mean '--dryrun' (which tasks) or '--plan' (what they would do)?"
    )]
    [InlineData(
        "--DryRun",
        "There is no argument '--DryRun'; did you mean '--dryrun' (which tasks) or '--plan' (what they would do)?"
    )]
    [InlineData("--service=x", "There is no argument '--service'; did you mean '--services'?")]
    [InlineData("--Target=x", "There is no argument '--Target'; did you mean '--target'?")]
    [InlineData("--evn=prod", "There is no argument '--evn'; did you mean '--env' or '--run' or '--ver'?")]
    [InlineData("infosite", "'infosite' is no argument")]
    [InlineData("--", "'--' is no argument")]
    [InlineData("--services", "--services needs a value: --services=A,B,…")]
    [InlineData("--env --yes", "--env needs a value: --env=NAME")]
    [InlineData("--env=dev --env=prod", "--env is given twice, with 'dev' and 'prod'")]
    [InlineData("--yes=perhaps", "--yes takes no value but true or false, not 'perhaps'")]
    public void Should_refuse(string line, string problem) =>
        Should.Throw<UsageException>(() => Parse(line)).Problem.ShouldBe(problem);

    private static RawArguments Parse(string line) => RawArguments.Parse(line.Split(' '));
}
