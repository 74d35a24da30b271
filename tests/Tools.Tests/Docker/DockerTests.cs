using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Tools.Docker;

namespace Deploy.Tools.Tests.Docker;

public sealed class DockerTests : IDisposable
{
    private static readonly ImageReference _image = new(
        new RegistryHost("registry.example"),
        new ImageRepository("users/api"),
        new ImageTag("v1")
    );

    private readonly CommandFixture _commands = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private DockerBuildSettings Settings(bool useBuildKit = true) =>
        new("/context", _image)
        {
            ImageIdFile = _folder.Write("id", $"{Digest.Of("id"u8)}\n"),
            UseBuildKit = useBuildKit,
        };

    [Fact]
    public async Task Should_build_with_everything_that_is_set()
    {
        var settings = new DockerBuildSettings("/context", _image)
        {
            ImageIdFile = _folder.Write("id", $"{Digest.Of("id"u8)}\n"),
            Dockerfile = "/src/Dockerfile",
            Platform = "linux/arm64",
            BuildArguments = new Dictionary<string, string> { ["PEX_FILE"] = "service.pex", ["TEXT"] = "a b" },
            Labels = new Dictionary<string, string> { ["team"] = "users" },
        };

        var id = await new DockerBuild(_commands.Host, ContainerTool.Docker).RunAsync(settings, default);

        id.ShouldBe(Digest.Of("id"u8));
        _commands.Arguments.ShouldBe(
            $"build --tag=registry.example/users/api:v1 --iidfile={settings.ImageIdFile} --file=/src/Dockerfile "
                + "--platform=linux/arm64 --build-arg=PEX_FILE=service.pex \"--build-arg=TEXT=a b\" --label=team=users "
                + "-- /context"
        );
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "0")]
    public async Task Should_say_which_builder_it_wants(bool useBuildKit, string variable)
    {
        await new DockerBuild(_commands.Host, ContainerTool.Docker).RunAsync(Settings(useBuildKit), default);

        _commands.Invocations.Single().Environment["DOCKER_BUILDKIT"].ShouldBe(variable);
    }

    [Fact]
    public async Task Should_fail_with_the_end_of_the_log()
    {
        var log = string.Join('\n', Enumerable.Range(1, 40).Select(line => $"#{line} step"));
        _commands.Answers(new Answer(Error: $"{log}\nERROR: failed to solve: no such file", ExitCode: 1));

        var failure = await Should.ThrowAsync<FailedException>(() =>
            new DockerBuild(_commands.Host, ContainerTool.Docker).RunAsync(Settings(), default)
        );

        failure.Problem.ShouldStartWith("docker build of registry.example/users/api:v1 ended with 1: #30 step\n");
        failure.Problem.ShouldEndWith("ERROR: failed to solve: no such file");
    }

    [Fact]
    public async Task Should_say_what_to_do_without_a_daemon()
    {
        _commands.Answers(
            new Answer(Error: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", ExitCode: 1)
        );

        var failure = await Should.ThrowAsync<FailedException>(() =>
            new DockerBuild(_commands.Host, ContainerTool.Docker).RunAsync(Settings(), default)
        );

        failure.NextStep.ShouldBe("start docker, or choose the layer builder, which needs no daemon");
    }

    [Fact]
    public async Task Should_say_how_to_get_a_program_that_is_missing()
    {
        _commands.FilesExist = false;

        var failure = await Should.ThrowAsync<FailedException>(() =>
            new DockerBuild(_commands.Host, new ContainerTool("podman")).RunAsync(Settings(), default)
        );

        failure.Problem.ShouldContain("podman build: Could not locate executable");
        failure.NextStep.ShouldNotBeNull().ShouldStartWith("install podman, ");
    }

    [Theory]
    [InlineData("docker", "registry.example", "push -- registry.example/users/api:v1")]
    [InlineData("docker", "localhost:5000", "push -- localhost:5000/users/api:v1")]
    [InlineData("podman", "registry.example", "push -- registry.example/users/api:v1")]
    [InlineData("podman", "localhost:5000", "push --tls-verify=false -- localhost:5000/users/api:v1")]
    [InlineData("buildah", "localhost:5000", "push --tls-verify=false -- localhost:5000/users/api:v1")]
    public async Task Should_push(string program, string registry, string arguments)
    {
        var settings = new DockerPushSettings(_image with { Registry = new RegistryHost(registry) });

        await new DockerPush(_commands.Host, new ContainerTool(program)).RunAsync(settings, default);

        _commands.Arguments.ShouldBe(arguments);
        _commands.Invocations.Single().Path.ShouldBe($"/bin/{program}");
    }

    [Fact]
    public async Task Should_give_the_password_by_standard_input_alone()
    {
        await new DockerLogin(_commands.Host, ContainerTool.Docker).RunAsync(
            new DockerLoginSettings(_image.Registry, "AWS"),
            "canary",
            default
        );

        _commands.Arguments.ShouldBe("login --username=AWS --password-stdin -- registry.example");
        _commands.Invocations.Single().Input.ShouldBe("canary");
        _commands.Invocations.Single().Environment.Values.ShouldNotContain("canary");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Should_find_out_whether_there_is_buildkit(int exitCode, bool isThere)
    {
        _commands.Answers(new Answer(ExitCode: exitCode));

        (await new DockerBuildx(_commands.Host, ContainerTool.Docker).IsThereAsync(default)).ShouldBe(isThere);
        _commands.Arguments.ShouldBe("buildx version");
    }

    [Fact]
    public async Task Should_run_the_program_that_a_path_names()
    {
        var settings = new DockerPushSettings(_image);

        await new DockerPush(_commands.Host, new ContainerTool("/opt/bin/podman")).RunAsync(settings, default);

        _commands.Invocations.Single().Path.ShouldBe("/opt/bin/podman");
    }
}
