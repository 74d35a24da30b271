using Deploy.Journal;
using Deploy.Journal.Records;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;
using Deploy.Planning.Resuming;
using Deploy.Platforms;
using Deploy.Testing;
using Deploy.Tests.Reporting;
using NSubstitute;

namespace Deploy.Tests.Planning.Resuming;

public sealed class EarlierRunTests : IDisposable
{
    private static readonly Digest _pex = Digest.Of([1]);
    private static readonly Digest _image = Digest.Of([2]);
    private static readonly Digest _other = Digest.Of([3]);

    private readonly ServicePlan _service = Plans.Service("infosite");
    private readonly IRegistry _registry = Substitute.For<IRegistry>();
    private readonly RecordedEvents _events = new();
    private readonly List<PexBuilt> _built = [];
    private readonly TargetCluster _cluster = new(Substitute.For<IPlatform>(), Plans.Of().Scope);

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Should_take_over_an_image_that_the_registry_has_as_it_was_pushed()
    {
        Has(_image);
        Built(_pex);
        var run = Earlier(Pex(_pex), Pushed(_image));

        (await TakeAsync(run, Stage.BuildImage)).ShouldNotBeNull().ShouldBeEmpty();
        var pushed = (await TakeAsync(run, Stage.PushEcr))
            .ShouldNotBeNull()
            .ShouldHaveSingleItem()
            .ShouldBeOfType<ImagePushed>();
        pushed.AlreadyThere.ShouldBeTrue();
        pushed.Reference.Digest.ShouldBe(_image);
        _events.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_build_and_push_again_what_the_registry_has_lost()
    {
        Has(null);
        Built(_pex);

        await ShouldWorkAsync(
            Earlier(Pex(_pex), Pushed(_image)),
            $"infosite: gunicorn is built and pushed again, as the registry does not have {_service.Images[0].Reference} any more"
        );
    }

    [Fact]
    public async Task Should_build_and_push_again_where_the_tag_was_moved()
    {
        Has(_other);
        Built(_pex);

        await ShouldWorkAsync(
            Earlier(Pex(_pex), Pushed(_image)),
            $"infosite: gunicorn is built and pushed again, as the registry has {_other} under {_service.Images[0].Reference} now"
        );
    }

    [Fact]
    public async Task Should_build_and_push_again_what_the_sources_make_something_else_of()
    {
        Has(_image);
        Built(_other);

        await ShouldWorkAsync(
            Earlier(Pex(_pex), Pushed(_image)),
            "infosite: gunicorn is built and pushed again, as there is another PEX for it now"
        );
    }

    [Fact]
    public async Task Should_leave_to_the_stages_what_was_never_claimed()
    {
        Built(_pex);

        await ShouldWorkAsync(Earlier(Pex(_pex)));
        (await TakeAsync(Earlier(), Stage.HelmTest)).ShouldBeNull();
        (await TakeAsync(Earlier(), Stage.HelmInstall)).ShouldBeNull();
    }

    [Fact]
    public void Should_know_the_revision_that_it_has_installed()
    {
        var release = new PlannedRelease(new("staging-infosite"), new("staging"), "prod-e1-1", [], default, default);
        var run = Earlier(
            new ReleaseInstalled(_service.Service.Name, release.Name, release.Namespace, 3, 2, new("1.0.0"), false)
        );

        run.HasInstalled(release, 3).ShouldBeTrue();
        run.HasInstalled(release, 2).ShouldBeFalse();
        run.HasInstalled(release with { Namespace = new("other") }, 3).ShouldBeFalse();
    }

    private async Task ShouldWorkAsync(EarlierRun run, params string[] notes)
    {
        (await TakeAsync(run, Stage.BuildImage)).ShouldBeNull();
        (await TakeAsync(run, Stage.PushEcr)).ShouldBeNull();
        _events.Notes.ShouldBe(notes);
    }

    private async Task<IReadOnlyList<Fact>?> TakeAsync(EarlierRun run, Stage stage)
    {
        var cancel = TestContext.Current.CancellationToken;
        return stage switch
        {
            Stage.BuildImage => await run.HasPushedAsync(_service, _built, cancel) ? [] : null,
            Stage.PushEcr => run.Pushed(_service),
            _ => await run.TestsAsync(_service, cancel),
        };
    }

    private EarlierRun Earlier(params Fact[] claims)
    {
        var start = Runs.Records([Runs.Started("infosite")]).OfType<RunStartedRecord>().Single();
        return new(
            new(start, RunEnd.Died, claims),
            _registry,
            new ReleaseRevisions(_cluster, TimeProvider.System),
            Plans.Of().Scope,
            _events
        );
    }

    private void Has(Digest? digest) =>
        _registry
            .Manifests.FindAsync(_service.Images[0].Reference, Arg.Any<CancellationToken>())
            .Returns(digest is null ? null : new Descriptor("application/vnd.oci.image.manifest.v1+json", digest, 1));

    private void Built(Digest pex) => _built.Add(Pex(pex));

    private PexBuilt Pex(Digest pex) => new(_service.Service.Name, "gunicorn", "/pex", pex, Reused: true);

    private ImagePushed Pushed(Digest image) =>
        new(_service.Service.Name, "gunicorn", _service.Images[0].Reference with { Digest = image }, false, 100);
}
