using Deploy.Arguments;

namespace Deploy.Tests.Hosting;

public sealed class ArgumentReaderTests
{
    private readonly Dictionary<string, string> _configuration = [];
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void Should_split_services_at_commas() =>
        Read("--services=a,b", "--services=c").Services.ShouldBe(["a", "b", "c"]);

    [Fact]
    public void Should_take_what_the_command_line_says_before_all_else()
    {
        _environment["DEPLOY_SERVICES"] = "fromEnvironment";
        _configuration["Deploy_services"] = "fromFile";

        Read("--services=fromLine").Services.ShouldBe(["fromLine"]);
        Read().Services.ShouldBe(["fromFile"]);
        _configuration.Clear();
        Read().Services.ShouldBe(["fromEnvironment"]);
    }

    [Theory]
    [InlineData("DEPLOY_SKIP_TESTS")]
    [InlineData("CAKE_DEPLOY_SKIP_TESTS")]
    public void Should_read_flags_from_the_environment(string variable)
    {
        _environment[variable] = "true";

        Read().SkipTests.ShouldBeTrue();
        Read("--skip-tests=false").SkipTests.ShouldBeFalse();
    }

    [Fact]
    public void Fault_44_Should_name_consent_that_nobody_typed_with_where_it_stands()
    {
        _configuration["Deploy_yes"] = "true";
        _configuration["Deploy_reason"] = "because we can";
        _environment["DEPLOY_IGNORE_GIT_CHECK"] = "true";
        _environment["CAKE_DEPLOY_SKIP_MIGRATIONS"] = "true";
        _environment["DEPLOY_ALLOW_DOWNGRADE"] = "false";
        _environment["DEPLOY_STRICT"] = "true";

        Sources()
            .ConsentFromElsewhere.Select(consent => $"{consent.Argument.Name} by {consent.Origin}")
            .ShouldBe([
                "yes by yes in cake.config",
                "reason by reason in cake.config",
                "ignore-git-check by DEPLOY_IGNORE_GIT_CHECK",
                "skip-migrations by CAKE_DEPLOY_SKIP_MIGRATIONS",
            ]);
        Sources("--yes", "--reason=typed by hand", "--ignore-git-check", "--skip-migrations")
            .ConsentFromElsewhere.ShouldBeEmpty();
    }

    [Fact]
    public void Fault_44_Should_tell_a_yes_that_was_typed_from_one_that_was_not()
    {
        _configuration["Deploy_yes"] = "true";

        (Read().Yes, Read().YesIsTyped).ShouldBe((true, false));
        (Read("--yes").Yes, Read("--yes").YesIsTyped).ShouldBe((true, true));
    }

    [Fact]
    public void Should_say_where_a_wrong_value_stands()
    {
        _environment["DEPLOY_YES"] = "maybe";

        Should.Throw<UsageException>(() => Read()).Problem.ShouldBe("DEPLOY_YES is 'maybe'; it takes true or false");
    }

    [Fact]
    public void Should_take_edge_for_an_environment()
    {
        Read("--edge").Environment.ShouldBe("edge");
        Read("--edge", "--env=edge").Environment.ShouldBe("edge");
        Should
            .Throw<UsageException>(() => Read("--edge", "--env=prod"))
            .Problem.ShouldBe("--edge is short for --env=edge, and contradicts --env=prod");
    }

    [Theory]
    [InlineData("--output=xml", "--output is 'xml'; it takes text or json")]
    [InlineData("--output=1", "--output is '1'; it takes text or json")]
    [InlineData("--platform=gcp", "--platform is 'gcp'; it takes embedded or kubernetes or aws")]
    [InlineData("--concurrency=0", "--concurrency is '0'; it takes a number from 1")]
    [InlineData("--concurrency=-1", "--concurrency is '-1'; it takes a number from 1")]
    [InlineData("--timeout=soon", "--timeout is 'soon'; it takes a length of time like 90s, 5m or 1h30m")]
    [InlineData("--reason=fix", "--reason='fix' says too little: at least 7 characters")]
    public void Should_refuse(string word, string problem) =>
        Should.Throw<UsageException>(() => Read(word)).Problem.ShouldBe(problem);

    [Theory]
    [InlineData("--namespace=../x")]
    [InlineData("--tag=a b")]
    public void Fault_31_should_validate_names_at_the_edge(string word) =>
        Should.Throw<UsageException>(() => Read(word));

    [Fact]
    public void Should_only_plan_where_the_plan_is_to_be_saved()
    {
        var arguments = Read("--target=InstallProd", "--save-plan=.deploy/plan.json");

        arguments.SavePlan.ShouldBe(".deploy/plan.json");
        arguments.PlanOnly.ShouldBeTrue();
    }

    [Theory]
    [InlineData("--use-plan=a --save-plan=b", "--use-plan and --save-plan contradict each other")]
    [InlineData("--use-plan=a --resume", "--resume and --use-plan contradict each other")]
    [InlineData("--plan --resume", "--resume and --plan contradict each other")]
    public void Should_refuse_two_ways_to_say_what_runs(string line, string problem) =>
        Should
            .Throw<UsageException>(() => Read(["--target=InstallProd", .. line.Split(' ')]))
            .Problem.ShouldBe(problem);

    [Theory]
    [InlineData("Status", "--save-plan=a")]
    [InlineData("Diff", "--use-plan=a")]
    [InlineData("Rollback", "--resume")]
    public void Should_refuse_plans_of_what_does_not_deploy(string target, string word) =>
        Should
            .Throw<UsageException>(() => Read($"--target={target}", word))
            .Problem.ShouldBe($"{word.Split('=')[0]} means nothing to --target={target}");

    [Fact]
    public void Should_know_the_words_of_a_run_wherever_they_stand()
    {
        _environment["DEPLOY_SERVICES"] = "infosite";
        _configuration["Deploy_skip-tests"] = "true";
        var commandLine = RawArguments.Parse(["--target=InstallProd", "--yes", "--output=json", "--plan"]);

        new ArgumentSources(
            commandLine,
            key => _configuration.GetValueOrDefault(key),
            name => _environment.GetValueOrDefault(name)
        ).WordsOfRun.ShouldBe(["--services=infosite", "--skip-tests", "--target=InstallProd"]);
    }

    private DeployArguments Read(params string[] words) =>
        ArgumentReader.Read(RawArguments.Parse(words), Sources(words));

    private ArgumentSources Sources(params string[] words) =>
        new(
            RawArguments.Parse(words),
            key => _configuration.GetValueOrDefault(key),
            name => _environment.GetValueOrDefault(name)
        );
}
