using Deploy.Arguments;

namespace Deploy.Tests.Hosting;

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
    [InlineData("--dryrun=yes", "--dryrun takes no value but true or false, not 'yes'")]
    [InlineData("--dryrun=", "--dryrun takes no value but true or false, not ''")]
    [InlineData("--dryrun yes", "'yes' is no argument")]
    [InlineData("-e=1", "--exclusive takes no value but true or false, not '1'")]
    [InlineData("--noop --dryrun=false", "--dryrun is given twice, with 'true' and 'false'")]
    public void Should_refuse(string line, string problem) =>
        Should.Throw<UsageException>(() => Parse(line)).Problem.ShouldBe(problem);

    [Theory]
    [InlineData("--tree", true)]
    [InlineData("--showtree=TRUE", true)]
    [InlineData("--tree=false", false)]
    [InlineData("--plan", false)]
    public void Should_know_a_flag_that_is_denied(string line, bool isSet) => Parse(line).IsSet("tree").ShouldBe(isSet);

    [Theory]
    [InlineData("--resume", "")]
    [InlineData("--resume=20261122-140000-0001", "20261122-140000-0001")]
    [InlineData("--resume --yes", "")]
    public void Should_take_an_optional_value_only_behind_an_equals_sign(string line, string value) =>
        Parse(line).All("resume").ShouldBe([value]);

    [Fact]
    public void Should_put_what_is_given_over_what_was_given_before() =>
        Parse("--services=infosite --timeout=5m")
            .Over(Parse("--target=InstallProd --services=users --yes --output=json"), argument => argument.IsOfRun)
            .Words(_ => true)
            .Order()
            .ShouldBe(["--services=infosite", "--target=InstallProd", "--timeout=5m"]);

    [Fact]
    public void Should_write_every_argument_in_its_usual_form() =>
        Parse("-t InstallProd --services a,b --skip-tests --yes=false --resume")
            .Words(argument => argument.Name != "resume")
            .ShouldBe(["--target=InstallProd", "--services=a,b", "--skip-tests", "--yes=false"]);

    private static RawArguments Parse(string line) => RawArguments.Parse(line.Split(' '));
}
