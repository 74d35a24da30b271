using Deploy.Images.Build;
using Deploy.Oci.Ecr;
using Deploy.Stages;
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
    private readonly List<string> _calls = [];
    private readonly PushEcrStep _step;

    public PushEcrStepTests()
    {
        var git = Substitute.For<IGit>();
        var catalog = Catalogs.Demo;
        var verify = new VerifyGit(git, catalog, new OwnEdits(git, catalog, new RepositoryPaths("/repo")), _events);
        _step = new(verify, new EnsureRepository(_ => _ecr), _events, new Fleet(_events));
    }

    private BuiltImage Built(ImageReference image) =>
        new(
            image,
            Digest.Of([]),
            Reused: false,
            _ =>
            {
                lock (_calls)
                {
                    _calls.Add("push");
                }

                return Task.FromResult(new PushedImage(image with { Digest = Digest.Of([]) }, 7, Reused: false));
            }
        );

    private Task PushAsync(params ServicePlan[] services)
    {
        var images = services.ToDictionary(
            service => (service.Service.Name, "gunicorn"),
            service => Built(service.Images[0].Reference)
        );
        return _step.RunAsync(Plans.Of(Pipeline.InstallDev, "dev", services), new(images), default);
    }

    [Fact]
    public async Task Should_make_the_repository_that_ECR_lacks_before_the_push()
    {
        _ecr.FindRepositoryAsync(default!, default).ReturnsForAnyArgs((EcrRepository?)null);
        _ecr.WhenForAnyArgs(ecr => ecr.CreateRepositoryAsync(default!, default))
            .Do(call => _calls.Add($"create {call.Arg<ImageRepository>()}"));

        await PushAsync(Plans.Service("infosite", Ecr));

        _calls.ShouldBe(["create infosite/gunicorn", "push"]);
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

        _calls.ShouldBe(["push"]);
        _events.Facts.OfType<ImagePushed>().Count().ShouldBe(2);
    }
}
