using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;
using Deploy.Planning.Inputs;
using Deploy.Testing;
using NSubstitute;

namespace Deploy.Tests.Planning.Inputs;

public sealed class ImagePinsTests
{
    private static readonly Digest _pushed = Digest.Of("pushed"u8);
    private static readonly Digest _other = Digest.Of("other"u8);

    private readonly IRegistry _registry = Substitute.For<IRegistry>();
    private readonly RecordedEvents _events = new();
    private readonly List<ImagePushed> _images = [];

    private async Task<IReadOnlyList<PlannedValue>> OfAsync(Digest? inRegistry, string? digestPath = null)
    {
        _registry
            .Manifests.FindAsync(default!, default)
            .ReturnsForAnyArgs(inRegistry is null ? null : new Descriptor(MediaTypes.Manifest, inRegistry, 0));
        var service = Plans.Service("infosite");
        service = service with { Images = [service.Images[0] with { DigestPath = digestPath }] };
        return await new ImagePins(_registry, _events).OfAsync(Plans.Of(service), service, _images, default);
    }

    private void WasPushed() =>
        _images.Add(
            new ImagePushed(
                new("infosite"),
                "gunicorn",
                Plans.Service("infosite").Images[0].Reference with
                {
                    Digest = _pushed,
                },
                AlreadyThere: false,
                Uploaded: 1
            )
        );

    [Fact]
    public async Task Fault_26_should_refuse_a_tag_that_was_moved_after_the_push()
    {
        WasPushed();

        var refused = await Should.ThrowAsync<RefusedException>(() => OfAsync(_other));

        refused.Problem.ShouldContain($"was pushed as {_pushed}, but the registry has {_other} under that tag now");
    }

    [Fact]
    public async Task Fault_26_should_refuse_a_tag_that_is_gone_after_the_push()
    {
        WasPushed();

        (await Should.ThrowAsync<RefusedException>(() => OfAsync(null))).Problem.ShouldContain("has nothing under");
    }

    [Fact]
    public async Task Fault_26_should_pin_the_digest_that_was_pushed_where_the_chart_takes_one()
    {
        WasPushed();

        (await OfAsync(_pushed, "global.digests.infosite")).ShouldBe([
            new PlannedValue("global.digests.infosite", $"\"{_pushed}\""),
        ]);
    }

    [Fact]
    public async Task Should_refuse_an_image_that_nobody_pushed() =>
        (await Should.ThrowAsync<RefusedException>(() => OfAsync(null))).NextStep!.ShouldContain("BuildAndInstallProd");
}
