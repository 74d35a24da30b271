using Deploy.Images.Build;
using Deploy.Stages;
using Deploy.Stages.BuildImage;
using Deploy.Testing;
using Deploy.Tools.Git;
using Deploy.Tools.Processes;
using NSubstitute;

namespace Deploy.Tests.Stages.BuildImage;

public sealed class BuildImageStepTests
{
    private readonly IGit _git = Substitute.For<IGit>();
    private readonly RecordedEvents _events = new();
    private readonly List<ImageBuild> _builds = [];
    private readonly List<PexBuilt> _pexes = [];
    private readonly BuildImageStep _step;

    public BuildImageStepTests()
    {
        var builder = Substitute.For<IImageBuilder>();
        builder
            .BuildAsync(Arg.Do<ImageBuild>(Record), Arg.Any<CancellationToken>())
            .Returns(call => new BuiltImage(
                call.Arg<ImageBuild>().Image,
                Digest.Of([]),
                Reused: false,
                _ => throw new InvalidOperationException("building does not push")
            ));
        var builders = new ImageBuilders(
            new Dictionary<ImageBuilderKind, Lazy<IImageBuilder>>
            {
                [ImageBuilderKind.Layer] = new(() => builder),
                [ImageBuilderKind.Docker] = new(() => builder),
            }
        );
        var requests = new ImageRequests(_git, new RepositoryPaths("/repo"), _events);
        _step = new(builders, requests, new Fleet(_events));
    }

    private void Record(ImageBuild build)
    {
        lock (_builds)
        {
            _builds.Add(build);
        }
    }

    private void HasPex(string service, string content) =>
        _pexes.Add(
            new PexBuilt(
                new(service),
                "gunicorn",
                "/pex",
                Digest.Of(System.Text.Encoding.UTF8.GetBytes(content)),
                Reused: false
            )
        );

    private static ServicePlan With(ServicePlan service, Func<ImageTemplate, ImageTemplate> change) =>
        service with
        {
            Images = [.. service.Images.Select(image => image with { Template = change(image.Template) })],
        };

    [Fact]
    public async Task Should_build_an_image_that_services_share_once()
    {
        HasPex("users/api", "same");
        HasPex("infosite", "same");

        var images = await _step.RunAsync(
            Plans.Of(Plans.Service("users/api", repository: "shared"), Plans.Service("infosite", repository: "shared")),
            _pexes,
            default
        );

        _builds.Count.ShouldBe(1);
        images[new("users/api"), "gunicorn"].ShouldBe(images[new("infosite"), "gunicorn"]);
        _events.Facts.OfType<ImageBuilt>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Should_refuse_different_programs_in_one_image()
    {
        HasPex("users/api", "one");
        HasPex("infosite", "two");

        var failure = await Should.ThrowAsync<UsageException>(() =>
            _step.RunAsync(
                Plans.Of(
                    Plans.Service("users/api", repository: "shared"),
                    Plans.Service("infosite", repository: "shared")
                ),
                _pexes,
                default
            )
        );

        failure.Problem.ShouldContain($"both have the image registry.example.com/shared:{Plans.Tag}");
    }

    [Fact]
    public async Task Fault_35_should_give_a_Dockerfile_only_what_git_knows_of_its_folder()
    {
        HasPex("infosite", "pex");
        _git.FilesAsync(Arg.Is<IReadOnlyCollection<string>>(paths => paths.Single() == "docker"), default)
            .ReturnsForAnyArgs(["docker/a.Dockerfile", "docker/etc/app.conf"]);
        var service = With(
            Plans.Service("infosite"),
            image => image with { Builder = ImageBuilderKind.Docker, Dockerfile = new("docker/a.Dockerfile", []) }
        );

        await _step.RunAsync(Plans.Of(service), _pexes, default);

        var build = _builds.ShouldHaveSingleItem();
        build.Dockerfile.ShouldBe("/repo/docker/a.Dockerfile");
        build.ContextFiles.ShouldNotBeNull().Folder.ShouldBe("/repo/docker");
        build.ContextFiles.Files.ShouldBe(["a.Dockerfile", "etc/app.conf"]);
    }

    [Fact]
    public async Task Should_take_command_path_owner_mode_and_platform_from_the_catalog()
    {
        HasPex("infosite", "pex");
        var service = With(
            Plans.Service("infosite"),
            image =>
                image with
                {
                    Base = new("base/python:3.11", []),
                    PexPath = "/srv/app.pex",
                    PexMode = UnixFileMode.UserRead,
                    Owner = new FileOwner(7, 8),
                    Command = ["python3", "/srv/app.pex"],
                    Platform = ImagePlatform.Parse("linux/arm64"),
                }
        );

        await _step.RunAsync(Plans.Of(service), _pexes, default);

        var build = _builds.ShouldHaveSingleItem();
        build.Base!.ToString().ShouldBe("registry.example.com/base/python:3.11");
        build.PexPath.ShouldBe("/srv/app.pex");
        build.PexMode.ShouldBe(UnixFileMode.UserRead);
        build.Owner.ShouldBe(new FileOwner(7, 8));
        build.EntryPoint.ShouldBe(["python3", "/srv/app.pex"]);
        build.Platform.ToString().ShouldBe("linux/arm64");
        build.Environment["COMMIT_SHA"].ShouldBe(Plans.Commit);
    }

    [Fact]
    public async Task Should_bring_static_files_only_to_services_that_have_any()
    {
        HasPex("infosite", "pex");
        HasPex("users/api", "pex");
        _git.FilesAsync(default!, default).ReturnsForAnyArgs(["static/site.css"]);
        var files = new StaticFilesTemplate(new("static", []), "/app/static");
        var (site, api) = (
            With(Plans.Service("infosite"), image => image with { StaticFiles = files }),
            With(Plans.Service("users/api"), image => image with { StaticFiles = files })
        );
        site = site with { Service = site.Service with { HasStaticFiles = true } };

        await _step.RunAsync(Plans.Of(site, api), _pexes, default);

        _builds.Single(build => build.StaticFiles is not null).Image.Repository.Value.ShouldBe("infosite/gunicorn");
        _builds.Single(build => build.StaticFiles is not null).StaticFiles!.Files.Files.ShouldBe(["site.css"]);
    }

    [Fact]
    public async Task Should_tell_what_a_builder_prints_as_that_of_its_service()
    {
        HasPex("infosite", "pex");
        await _step.RunAsync(Plans.Of(Plans.Service("infosite")), _pexes, default);

        _builds.Single().Output!.Report(new OutputLine(OutputStream.Output, "Step 1/2 : FROM base"));

        _events.All.ShouldContain(new ChildOutput(Stage.BuildImage, new("infosite"), "Step 1/2 : FROM base"));
    }
}
