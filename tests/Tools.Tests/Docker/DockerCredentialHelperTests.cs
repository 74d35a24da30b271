using Deploy.Oci.Registry;
using Deploy.Testing.Processes;
using Deploy.Tools.Docker;

namespace Deploy.Tools.Tests.Docker;

public sealed class DockerCredentialHelperTests
{
    private readonly CommandFixture _commands = new();

    private Task<RegistryCredential?> GetAsync(string name = "ecr-login") =>
        new CredentialHelper(_commands.Host).GetAsync(name, "registry.example", default);

    [Fact]
    public async Task Should_ask_by_standard_input()
    {
        _commands.Answers(new Answer("""{"ServerURL":"registry.example","Username":"AWS","Secret":"canary"}"""));

        (await GetAsync()).ShouldBe(new RegistryCredential("AWS", "canary"));

        var invocation = _commands.Invocations.ShouldHaveSingleItem();
        (invocation.Path, invocation.Arguments, invocation.Input).ShouldBe(
            ("/bin/docker-credential-ecr-login", "get", "registry.example")
        );
    }

    [Fact]
    public async Task Should_have_no_login_where_the_helper_has_none()
    {
        _commands.Answers(new Answer("credentials not found in native keychain\n", ExitCode: 1));

        (await GetAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Should_say_what_a_helper_complains_about()
    {
        _commands.Answers(new Answer("canary", "NoCredentialProviders: no valid providers in chain", ExitCode: 1));

        var failure = await Should.ThrowAsync<FailedException>(() => GetAsync());

        failure.Problem.ShouldBe(
            "docker-credential-ecr-login has no login for registry.example: NoCredentialProviders: no valid providers in chain"
        );
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("{\"Username\":\"canary\"}")]
    public async Task Should_never_show_what_a_helper_printed(string output)
    {
        _commands.Answers(new Answer(output));

        var failure = await Should.ThrowAsync<FailedException>(() => GetAsync());

        failure.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task Should_say_how_to_do_without_a_helper_that_is_missing()
    {
        _commands.FilesExist = false;

        var failure = await Should.ThrowAsync<FailedException>(() => GetAsync());

        failure.Problem.ShouldContain("docker-credential-ecr-login: Could not locate executable");
        failure.NextStep.ShouldNotBeNull().ShouldContain("docker login registry.example");
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task Should_refuse_a_name_that_is_a_path(string name)
    {
        await Should.ThrowAsync<UsageException>(() => GetAsync(name));

        _commands.Invocations.ShouldBeEmpty();
    }
}
