using System.Text;
using Deploy.Oci.Registry;
using NSubstitute;

namespace Deploy.Oci.Tests.Registry;

public sealed class DockerCredentialsTests : IDisposable
{
    private static readonly RegistryHost _registry = new("registry.example:5000");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("docker-");
    private readonly ICredentialHelper _helper = Substitute.For<ICredentialHelper>();

    private string ConfigFile => Path.Combine(_folder.FullName, "config.json");

    public void Dispose() => _folder.Delete(recursive: true);

    private readonly List<string> _told = [];

    private Task<RegistryCredential?> FindAsync(
        string config,
        RegistryHost? registry = null,
        ImageRepository? repository = null
    )
    {
        File.WriteAllText(ConfigFile, config);
        return new DockerCredentials(ConfigFile, _helper, _told.Add).FindAsync(
            registry ?? _registry,
            repository,
            rejected: null,
            default
        );
    }

    private static string Auths(string server, string auth, string other = """ "experimental": "x" """) =>
        $$"""{ "auths": { "{{server}}": { "auth": "{{auth}}" } }, {{other}} }""";

    private static string Basic(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Should_have_no_login_where_docker_has_no_configuration()
    {
        var credentials = new DockerCredentials(Path.Combine(_folder.FullName, "none", "config.json"), _helper);

        (await credentials.FindAsync(_registry, repository: null, rejected: null, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("registry.example:5000")]
    [InlineData("https://registry.example:5000")]
    [InlineData("https://registry.example:5000/v1/")]
    public async Task Should_find_the_login_that_docker_left(string key) =>
        (await FindAsync(Auths(key, Basic("AWS:secret:with:colons")))).ShouldBe(
            new RegistryCredential("AWS", "secret:with:colons")
        );

    [Fact]
    public async Task Should_not_take_another_registrys_login() =>
        (await FindAsync(Auths("registry.example", Basic("AWS:secret")))).ShouldBeNull();

    [Fact]
    public async Task Should_take_an_identity_token() =>
        (await FindAsync("""{"auths":{"registry.example:5000":{"auth":"","identitytoken":"refresh"}}}""")).ShouldBe(
            new RegistryCredential("<token>", "refresh")
        );

    [Fact]
    public async Task Should_find_the_login_for_docker_hub_where_docker_keeps_it() =>
        (
            await FindAsync(Auths("https://index.docker.io/v1/", Basic("me:secret")), new RegistryHost("docker.io"))
        ).ShouldBe(new RegistryCredential("me", "secret"));

    [Fact]
    public async Task Should_ask_the_registrys_own_helper_before_the_general_one()
    {
        _helper
            .GetAsync("ecr-login", _registry.Value, Arg.Any<CancellationToken>())
            .Returns(new RegistryCredential("AWS", "token"));

        var login = await FindAsync("""{"credsStore":"desktop","credHelpers":{"registry.example:5000":"ecr-login"}}""");

        login.ShouldBe(new RegistryCredential("AWS", "token"));
    }

    [Fact]
    public async Task Should_take_what_the_file_has_where_the_helper_has_nothing() =>
        (
            await FindAsync(Auths("registry.example:5000", Basic("AWS:secret"), """ "credsStore": "desktop" """))
        ).ShouldBe(new RegistryCredential("AWS", "secret"));

    [Fact]
    public async Task Should_see_a_login_that_was_made_meanwhile()
    {
        (await FindAsync("{}")).ShouldBeNull();

        (await FindAsync(Auths("registry.example:5000", Basic("AWS:new")))).ShouldBe(
            new RegistryCredential("AWS", "new")
        );
    }

    [Fact]
    public async Task Should_name_file_and_line_of_what_is_no_configuration_and_do_without()
    {
        (await FindAsync("{\n  \"auths\": canary")).ShouldBeNull();

        _told.ShouldBe([
            $"docker's logins are not used: {new SourceLocation(ConfigFile, 2, 12)}: this is no docker configuration",
        ]);
    }

    [Fact]
    public async Task Should_read_a_configuration_that_begins_with_a_mark() =>
        (await FindAsync("\uFEFF" + Auths("registry.example:5000", Basic("AWS:secret")))).ShouldBe(
            new RegistryCredential("AWS", "secret")
        );

    [Fact]
    public async Task Should_do_without_a_configuration_that_is_a_folder()
    {
        Directory.CreateDirectory(ConfigFile);
        var credentials = new DockerCredentials(ConfigFile, _helper, _told.Add);

        (await credentials.FindAsync(_registry, repository: null, rejected: null, default)).ShouldBeNull();

        _told.Single().ShouldStartWith("docker's logins are not used: ");
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("bm9jb2xvbg==")]
    public async Task Should_say_how_to_mend_a_login_that_cannot_be_read_and_do_without(string auth)
    {
        (await FindAsync(Auths("registry.example:5000", auth))).ShouldBeNull();

        _told.Single().ShouldEndWith("docker login registry.example:5000 makes it anew");
    }

    [Theory]
    [InlineData("group/project/app", "project")]
    [InlineData("group/project", "project")]
    [InlineData("group/other", "group")]
    [InlineData("group/project-two/app", "group")]
    [InlineData("elsewhere/app", "all")]
    public async Task Fault_48_Should_take_the_login_of_the_longest_key_that_fits(string repository, string user)
    {
        var config = $$"""
            { "auths": {
              "registry.example:5000/group/project": { "auth": "{{Basic("project:p")}}" },
              "registry.example:5000": { "auth": "{{Basic("all:p")}}" },
              "registry.example:5000/group": { "auth": "{{Basic("group:p")}}" } } }
            """;

        var login = await FindAsync(config, repository: new ImageRepository(repository));

        login.ShouldBe(new RegistryCredential(user, "p"));
    }

    [Fact]
    public async Task Fault_48_Should_not_take_the_login_of_another_project() =>
        (
            await FindAsync(
                Auths("registry.example:5000/theirs", Basic("theirs:secret")),
                repository: new ImageRepository("ours/app")
            )
        ).ShouldBeNull();

    [Fact]
    public async Task Fault_48_Should_take_what_the_file_has_where_the_helper_fails()
    {
        _helper
            .GetAsync("desktop", _registry.Value, Arg.Any<CancellationToken>())
            .Returns<RegistryCredential?>(_ => throw new FailedException("docker-credential-desktop: not there"));

        var login = await FindAsync(
            Auths("registry.example:5000", Basic("AWS:secret"), """ "credsStore": "desktop" """)
        );

        login.ShouldBe(new RegistryCredential("AWS", "secret"));
        _told.ShouldBe(["docker-credential-desktop: not there"]);
    }

    [Fact]
    public async Task Should_ask_a_helper_once_for_all_repositories_and_again_for_a_login_that_was_rejected()
    {
        var first = new RegistryCredential("AWS", "one");
        _helper.GetAsync("desktop", _registry.Value, Arg.Any<CancellationToken>()).Returns(first);
        File.WriteAllText(ConfigFile, """{ "credsStore": "desktop" }""");
        var credentials = new DockerCredentials(ConfigFile, _helper);

        await credentials.FindAsync(_registry, new ImageRepository("a"), rejected: null, default);
        await credentials.FindAsync(_registry, new ImageRepository("b"), rejected: null, default);
        await _helper.Received(1).GetAsync("desktop", _registry.Value, Arg.Any<CancellationToken>());

        await credentials.FindAsync(_registry, new ImageRepository("b"), rejected: first, default);
        await _helper.Received(2).GetAsync("desktop", _registry.Value, Arg.Any<CancellationToken>());
    }

    [Fact]
    public void Should_look_where_docker_looks()
    {
        DockerCredentials.ConfigFile(dockerConfig: null, "/home/me").ShouldBe("/home/me/.docker/config.json");
        DockerCredentials.ConfigFile("/etc/docker", "/home/me").ShouldBe("/etc/docker/config.json");
    }
}
