using Deploy.Images.Build;
using Deploy.Oci.Ecr;
using Deploy.Stages;
using Deploy.Stages.BuildImage;
using Deploy.Stages.PushEcr;
using Deploy.Stages.VerifyGitClean;
using Deploy.Testing;
using Deploy.Tools.Git;
using NSubstitute;

namespace Deploy.Tests.Stages.PushEcr;

public sealed class PushEcrStepTests
{
    private const string Ecr = "000000000000.dkr.ecr.us-east-1.amazonaws.com";

    private readonly IEcr _ecr = Substitute.For<IEcr>();
    private readonly RecordedEvents _events = new();
    private readonly IImageBuilder _builder = Substitute.For<IImageBuilder>();
    private readonly PushEcrStep _step;
    private readonly ImageBuilders _builders;

    public PushEcrStepTests()
    {
        _builder
            .PushAsync(Arg.Any<BuiltImage>(), Arg.Any<CancellationToken>())
            .Returns(call => new PushedImage(call.Arg<BuiltImage>().Image with { Digest = Digest.Of([]) }, 7, false));
        _builders = new ImageBuilders(
            new Dictionary<ImageBuilderKind, Lazy<IImageBuilder>> { [ImageBuilderKind.Layer] = new(() => _builder) }
        );
        var git = Substitute.For<IGit>();
        var catalog = Catalogs.Demo;
        var verify = new VerifyGit(git, catalog, new OwnEdits(git, catalog, new RepositoryPaths("/repo")), _events);
        _step = new(verify, _builders, new EnsureRepository(_ => _ecr), _events, new Fleet(_events));
    }

    private Task PushAsync(params ServicePlan[] services)
    {
        foreach (var service in services)
        {
            _builders.Keep(service.Service.Name, "gunicorn", new Built(service.Images[0].Reference));
        }

        return _step.RunAsync(Plans.Of(Pipeline.InstallDev, "dev", services), default);
    }

    [Fact]
    public async Task Should_make_the_repository_that_ECR_lacks_before_the_push()
    {
        var calls = new List<string>();
        _ecr.FindRepositoryAsync(default!, default).ReturnsForAnyArgs((EcrRepository?)null);
        _ecr.WhenForAnyArgs(ecr => ecr.CreateRepositoryAsync(default!, default))
            .Do(call => calls.Add($"create {call.Arg<ImageRepository>()}"));
        _builder.WhenForAnyArgs(builder => builder.PushAsync(default!, default)).Do(_ => calls.Add("push"));

        await PushAsync(Plans.Service("infosite", Ecr));

        calls.ShouldBe(["create infosite/gunicorn", "push"]);
        _events.Notes.ShouldContain($"repository infosite/gunicorn created in {Ecr}: immutable tags, scan on push");
    }

    [Fact]
    public async Task Should_leave_other_registries_to_themselves()
    {
        await PushAsync(Plans.Service("infosite"));

        _ecr.ReceivedCalls().ShouldBeEmpty();
        _events.Facts.OfType<ImagePushed>().Single().Reference.Digest.ShouldBe(Digest.Of([]));
    }

    [Fact]
    public async Task Should_push_an_image_that_services_share_once()
    {
        await PushAsync(
            Plans.Service("infosite", repository: "shared"),
            Plans.Service("users/api", repository: "shared")
        );

        await _builder.ReceivedWithAnyArgs(1).PushAsync(default!, default);
        _events.Facts.OfType<ImagePushed>().Count().ShouldBe(2);
    }

    private sealed record Built(ImageReference Image) : BuiltImage(Image, Digest.Of([]), Reused: false);
}
