using Deploy.Context;
using Deploy.Model;

namespace Deploy.Tests.Context;

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
    public void Should_validate_names_at_the_edge(string word) => Should.Throw<UsageException>(() => Read(word));

    private DeployArguments Read(params string[] words)
    {
        var commandLine = RawArguments.Parse(words);
        return ArgumentReader.Read(
            commandLine,
            new(commandLine, key => _configuration.GetValueOrDefault(key), name => _environment.GetValueOrDefault(name))
        );
    }
}
