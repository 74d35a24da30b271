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

    private Task<RegistryCredential?> FindAsync(string config, RegistryHost? registry = null)
    {
        File.WriteAllText(ConfigFile, config);
        return new DockerCredentials(ConfigFile, _helper).FindAsync(registry ?? _registry, rejected: null, default);
    }

    private static string Auths(string server, string auth, string other = """ "experimental": "x" """) =>
        $$"""{ "auths": { "{{server}}": { "auth": "{{auth}}" } }, {{other}} }""";

    private static string Basic(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Should_have_no_login_where_docker_has_no_configuration()
    {
        var credentials = new DockerCredentials(Path.Combine(_folder.FullName, "none", "config.json"), _helper);

        (await credentials.FindAsync(_registry, rejected: null, default)).ShouldBeNull();
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
    public async Task Should_name_file_and_line_of_what_is_no_configuration()
    {
        var failure = await Should.ThrowAsync<UsageException>(() => FindAsync("{\n  \"auths\": canary"));

        failure.Location.ShouldBe(new SourceLocation(ConfigFile, 2, 12));
        failure.Message.ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("bm9jb2xvbg==")]
    public async Task Should_say_how_to_mend_a_login_that_cannot_be_read(string auth)
    {
        var failure = await Should.ThrowAsync<UsageException>(() => FindAsync(Auths("registry.example:5000", auth)));

        failure.NextStep.ShouldBe("docker login registry.example:5000");
    }

    [Fact]
    public void Should_look_where_docker_looks()
    {
        DockerCredentials.ConfigFile(dockerConfig: null, "/home/me").ShouldBe("/home/me/.docker/config.json");
        DockerCredentials.ConfigFile("/etc/docker", "/home/me").ShouldBe("/etc/docker/config.json");
    }
}
