using Deploy.Images.Build;
using Deploy.Oci.Ecr;
using Deploy.Planning.Resuming;
using Deploy.Stages.BuildPex;
using Deploy.Stages.VerifyGitClean;

namespace Deploy.Stages.PushEcr;

/// <summary>Pushes what was built. What the registry has under the tag afterwards is what will be installed.</summary>
public sealed class PushEcrStep(
    VerifyGit git,
    EnsureRepository repositories,
    IRunEvents events,
    Fleet fleet,
    IEarlierRun? earlier = null
)
{
    private readonly Once<ImageReference, PushedImage> _images = new();

    /// <summary>Pushes, unless the sources changed under the build.</summary>
    /// <exception cref="RefusedException">The checkout is not what the run was planned for any more.</exception>
    /// <exception cref="FailedException">The registry did not take an image, or a tag is taken by another one.</exception>
    public async Task<IReadOnlyList<ImagePushed>> RunAsync(
        Plan plan,
        BuiltImages images,
        CancellationToken cancellation
    )
    {
        await git.RequireUnchangedAsync(plan, cancellation);
        var pushed = await fleet.ForEachAsync(
            Stage.PushEcr,
            plan,
            async (service, cancel) => earlier?.Pushed(service) ?? await PushAsync(service, images, cancel),
            cancellation
        );
        return [.. pushed.OfType<ImagePushed>()];
    }

    private async Task<IReadOnlyList<Fact>> PushAsync(
        ServicePlan service,
        BuiltImages images,
        CancellationToken cancellation
    )
    {
        var name = service.Service.Name;
        var facts = new List<Fact>();
        foreach (var image in service.Images)
        {
            var built = images[name, image.Template.Name];
            var pushed = await _images.GetAsync(image.Reference, () => PushAsync(image, built, cancellation));
            facts.Add(
                new ImagePushed(name, image.Template.Name, pushed.Image, pushed.Reused, pushed.BytesUploaded ?? 0)
            );
        }

        return facts;
    }

    private async Task<PushedImage> PushAsync(PlannedImage image, BuiltImage built, CancellationToken cancellation)
    {
        if (await repositories.RunAsync(image.Reference, cancellation))
        {
            events.Publish(
                new Note(
                    $"repository {image.Reference.Repository} created in {image.Reference.Registry}: immutable tags, scan on push"
                )
            );
        }

        return await built.PushAsync(cancellation);
    }
}
