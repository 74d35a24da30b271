using Deploy.Images.Build;
using Deploy.Images.Build.Docker;
using Deploy.Images.Pex;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;
using Deploy.Oci.Tests.Registry;
using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Tools.Docker;
using NSubstitute;

namespace Deploy.Images.Tests.Build.Docker;

/// <summary>A docker that only records, beside a registry that is real.</summary>
public sealed class DockerImageBuilderTests() : ClientFixture()
{
    private static readonly ImageSource _source = new(
        "0123abcd",
        DateTimeOffset.UnixEpoch.AddDays(1),
        Repository: null
    );
    private static readonly Blob _config = Blob.Of(MediaTypes.Config, "{}"u8.ToArray());

    private readonly TemporaryFolder _folder = new();
    private readonly CommandFixture _commands = new();
    private readonly ICredentialSource _logins = Substitute.For<ICredentialSource>();
    private readonly List<string> _context = [];
    private readonly Queue<Answer> _pushAnswers = new();

    private bool HasBuildKit { get; set; }

    private Manifest OnPush { get; set; } = Manifest.Of(new ImageManifest(_config.Descriptor, []));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _commands.Answers(Play);
        _logins
            .FindAsync(
                Arg.Any<RegistryHost>(),
                Arg.Any<ImageRepository?>(),
                Arg.Any<RegistryCredential?>(),
                Arg.Any<CancellationToken>()
            )
            .Returns((RegistryCredential?)null);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private Answer Play(Invocation invocation)
    {
        switch (invocation.Arguments.Split(' ')[0])
        {
            case "buildx":
                return new Answer(ExitCode: HasBuildKit ? 0 : 1);
            case "build":
                var words = invocation.Arguments.Split(' ');
                File.WriteAllText(
                    words.Single(word => word.StartsWith("--iidfile="))[10..],
                    _config.Descriptor.Digest.Value
                );
                var context = words[^1];
                _context.AddRange(
                    Directory
                        .EnumerateFiles(context, "*", SearchOption.AllDirectories)
                        .Select(file => Path.GetRelativePath(context, file))
                        .Order(StringComparer.Ordinal)
                );
                return new Answer();
            case "push" when _pushAnswers.TryDequeue(out var answer):
                return answer;
            case "push":
                Registry.Blobs.UploadAsync(Repository(), _config, mountFrom: null, default).GetAwaiter().GetResult();
                Registry.Manifests.PutAsync(Build().Image, OnPush, default).GetAwaiter().GetResult();
                return new Answer();
            default:
                return new Answer();
        }
    }

    private ImageBuild Build() =>
        new(
            Repository() with
            {
                Tag = new ImageTag("v1"),
            },
            new PexFile(_folder.Write("built.pex", "pex"), Digest.Of("pex"u8), Reused: false),
            _source
        );

    private DockerImageBuilder Builder() =>
        new(
            _commands.Host,
            ContainerTool.Docker,
            Registry,
            _logins,
            TimeProvider.System,
            new RegistrySettings { Tries = 3, FirstDelay = TimeSpan.Zero }
        );

    private async Task<PushedImage> PushAsync()
    {
        var builder = Builder();
        return await (await builder.BuildAsync(Build(), default)).PushAsync(default);
    }

    private IEnumerable<string> Calls(string verb) =>
        _commands
            .Invocations.Select(invocation => invocation.Arguments)
            .Where(arguments => arguments.StartsWith(verb, StringComparison.Ordinal));

    [Fact]
    public async Task Should_show_docker_the_files_of_this_build_alone()
    {
        _folder.Write("docker/gunicorn.py", "");
        _folder.Write("static/css/a.css", "");
        var build = Build() with
        {
            ContextFiles = new SourceRoot(Path.Combine(_folder.Path, "docker"), ["gunicorn.py"]),
            StaticFiles = new StaticFiles(
                new SourceRoot(Path.Combine(_folder.Path, "static"), ["css/a.css"]),
                "/static"
            ),
        };

        await Builder().BuildAsync(build, default);

        _context.ShouldBe(["gunicorn.py", "service.pex", "static/css/a.css"]);
        Directory.Exists(Calls("build ").Single().Split(' ')[^1]).ShouldBeFalse("the context is gone with the build");
    }

    [Fact]
    public async Task Should_give_each_build_a_context_of_its_own()
    {
        var builder = Builder();

        await Task.WhenAll(builder.BuildAsync(Build(), default), builder.BuildAsync(Build(), default));

        Calls("build ").Select(call => call.Split(' ')[^1]).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Should_give_the_dockerfile_what_it_needs()
    {
        var build = Build() with
        {
            Dockerfile = "/src/Dockerfile",
            Base = Repository("base/python") with { Tag = new ImageTag("3.11") },
            BuildArguments = new Dictionary<string, string> { ["WORKERS"] = "4" },
        };

        var built = await Builder().BuildAsync(build, default);

        built.Id.ShouldBe(_config.Descriptor.Digest);
        Calls("build ")
            .Single()
            .ShouldContain(
                $" --file=/src/Dockerfile --platform=linux/amd64 --build-arg=BASE_IMAGE={Server.Host}/base/python:3.11 "
                    + "--build-arg=COMMIT_SHA=0123abcd --build-arg=PEX_FILE=service.pex --build-arg=WORKERS=4 "
                    + "--label=org.opencontainers.image.created=1970-01-02T00:00:00Z "
                    + "--label=org.opencontainers.image.revision=0123abcd -- "
            );
    }

    [Theory]
    [InlineData(true, "1", true)]
    [InlineData(false, "0", false)]
    public async Task Should_use_buildkit_where_it_is(bool hasBuildKit, string variable, bool setsTime)
    {
        HasBuildKit = hasBuildKit;

        await Builder().BuildAsync(Build(), default);

        var build = _commands.Invocations.Single(invocation =>
            invocation.Arguments.StartsWith("build ", StringComparison.Ordinal)
        );
        build.Environment["DOCKER_BUILDKIT"].ShouldBe(variable);
        build.Arguments.Contains("--build-arg=SOURCE_DATE_EPOCH=86400", StringComparison.Ordinal).ShouldBe(setsTime);
    }

    [Fact]
    public async Task Should_read_the_digest_back_from_the_registry()
    {
        var pushed = await PushAsync();

        pushed.ShouldBe(
            new PushedImage(Build().Image with { Digest = OnPush.Digest }, BytesUploaded: null, Reused: false)
        );
    }

    [Fact]
    public async Task Should_not_push_what_the_registry_has()
    {
        await PushAsync();
        _commands.Invocations.Clear();

        var pushed = await PushAsync();

        pushed.Reused.ShouldBeTrue();
        pushed.Image.Digest.ShouldBe(OnPush.Digest);
        Calls("push").ShouldBeEmpty();
    }

    [Fact]
    public async Task Fault_25_should_name_both_images_when_the_tag_is_taken()
    {
        await Registry.Manifests.PutAsync(Build().Image, await OtherAsync(), default);

        var failure = await Should.ThrowAsync<FailedException>(PushAsync);

        failure.Problem.ShouldBe(
            $"the tag {Build().Image} is taken by {(await OtherAsync()).Digest}; {_config.Descriptor.Digest} was built"
        );
        Calls("push").ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_notice_that_somebody_else_got_the_tag()
    {
        OnPush = await OtherAsync();

        (await Should.ThrowAsync<FailedException>(PushAsync)).Problem.ShouldContain(" is taken by ");
    }

    private async Task<Manifest> OtherAsync()
    {
        var config = Blob.Of(MediaTypes.Config, "{\"other\":1}"u8.ToArray());
        await Registry.Blobs.UploadAsync(Repository(), config, mountFrom: null, default);
        return Manifest.Of(new ImageManifest(config.Descriptor, []));
    }

    [Theory]
    [InlineData("received unexpected HTTP status: 503 Service Unavailable")]
    [InlineData("toomanyrequests: Rate exceeded")]
    [InlineData("error parsing HTTP 429 response body: unexpected end of JSON input: \"\"")]
    [InlineData("write tcp 10.0.0.1: connection reset by peer")]
    public async Task Fault_25_should_push_again_what_docker_gives_up(string error)
    {
        _pushAnswers.Enqueue(new Answer(Error: error, ExitCode: 1));
        _pushAnswers.Enqueue(new Answer(Error: error, ExitCode: 1));

        (await PushAsync()).Reused.ShouldBeFalse();
        Calls("push").Count().ShouldBe(3);
    }

    [Theory]
    [InlineData(
        "tag invalid: The image tag 'v1' already exists and cannot be overwritten because the repository is immutable.",
        "is taken and cannot be moved"
    )]
    [InlineData(
        "name unknown: The repository with name 'users/api' does not exist in the registry with id '1'",
        "has no repository 'users/api/gunicorn'"
    )]
    [InlineData("denied: Your authorization token has expired. Reauthenticate and try again.", "has expired")]
    [InlineData("no basic auth credentials", "denies access")]
    public async Task Fault_25_should_tell_failures_apart(string error, string problem)
    {
        _pushAnswers.Enqueue(new Answer(Error: error, ExitCode: 1));

        var failure = await Should.ThrowAsync<FailedException>(PushAsync);

        failure.Problem.ShouldContain(problem);
        failure.NextStep.ShouldNotBeNull();
        Calls("push").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Should_log_in_once_where_docker_has_no_login_itself()
    {
        _logins
            .FindAsync(Server.Host, Arg.Any<ImageRepository?>(), null, Arg.Any<CancellationToken>())
            .Returns(new RegistryCredential("AWS", "canary"));
        var builder = Builder();
        var image = await builder.BuildAsync(Build(), default);
        _pushAnswers.Enqueue(new Answer(Error: "503 Service Unavailable", ExitCode: 1));

        await image.PushAsync(default);

        Calls("login").ShouldBe([$"login --username=AWS --password-stdin -- {Server.Host}"]);
        _commands.Invocations.ShouldAllBe(invocation => !invocation.Arguments.Contains("canary"));
    }
}
