using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;
using Deploy.Stages.VerifyGitClean;
using Deploy.Testing;
using NSubstitute;

namespace Deploy.Tests.Stages.VerifyGitClean;

public sealed class RequireImagesTests
{
    private readonly IRegistry _registry = Substitute.For<IRegistry>();

    private Task RunAsync(Pipeline pipeline, string? tag, bool exists)
    {
        _registry
            .Manifests.FindAsync(default!, default)
            .ReturnsForAnyArgs(exists ? new Descriptor(MediaTypes.Manifest, Digest.Of([]), 0) : null);
        var plan = Plans.Of(pipeline, "staging", Plans.Service("infosite"), Plans.Service("users/api"));
        plan = plan with { Options = plan.Options with { Tag = tag is null ? null : new ImageTag(tag) } };
        return new RequireImages(_registry).RunAsync(plan, default);
    }

    private static Pipeline Of(string target) => Pipeline.Of(target)!;

    [Theory]
    [InlineData("BuildAndInstallProd", "v1")]
    [InlineData("InstallProd", "v1")]
    [InlineData("UpdateValues", "v1")]
    [InlineData("UpdateValues", null)]
    public async Task Should_refuse_tags_that_no_image_has(string target, string? tag)
    {
        var refused = await Should.ThrowAsync<RefusedException>(() => RunAsync(Of(target), tag, exists: false));

        refused.Problem.ShouldBe(
            $"not in the registry: registry.example.com/infosite/gunicorn:{Plans.Tag}, registry.example.com/users/api/gunicorn:{Plans.Tag}"
        );
        await RunAsync(Of(target), tag, exists: true);
    }

    [Theory]
    [InlineData("BuildAndInstallProd")]
    [InlineData("InstallProd")]
    public async Task Should_not_ask_about_images_that_the_run_makes_or_values_yaml_names(string target)
    {
        await RunAsync(Of(target), tag: null, exists: false);

        await _registry.Manifests.DidNotReceiveWithAnyArgs().FindAsync(default!, default);
    }
}
