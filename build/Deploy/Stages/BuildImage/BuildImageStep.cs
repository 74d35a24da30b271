using Deploy.Images.Build;
using Deploy.Stages.BuildPex;

namespace Deploy.Stages.BuildImage;

/// <summary>Builds the images around the PEX files; one that several services share is built once.</summary>
public sealed class BuildImageStep(ImageBuilders builders, ImageRequests requests, IRunEvents events, Fleet fleet)
{
    private readonly Once<ImageReference, (ServiceName Service, Digest Pex, BuiltImage Image)> _images = new();

    /// <summary>Builds.</summary>
    /// <exception cref="FailedException">A builder is missing or failed.</exception>
    public Task RunAsync(Plan plan, CancellationToken cancellation) =>
        fleet.ForEachAsync(
            Stage.BuildImage,
            plan,
            (service, cancel) => BuildAsync(plan, service, cancel),
            cancellation
        );

    private async Task<IReadOnlyList<Fact>> BuildAsync(Plan plan, ServicePlan service, CancellationToken cancellation)
    {
        var name = service.Service.Name;
        var facts = new List<Fact>();
        foreach (var image in service.Images)
        {
            var pex = events
                .Facts.OfType<PexBuilt>()
                .Last(fact => fact.Service == name && fact.Image == image.Template.Name);
            var built = await _images.GetAsync(
                image.Reference,
                async () => (name, pex.Digest, await BuildAsync(plan, service.Service, image, pex, cancellation))
            );
            if (built.Pex != pex.Digest)
            {
                throw new UsageException(
                    $"{built.Service} and {name} both have the image {image.Reference}, with different programs in it"
                )
                {
                    Location = service.Service.Location,
                    NextStep = "give them repositories of their own, or the same sources and entry point",
                };
            }

            builders.Keep(name, image.Template.Name, built.Image);
            facts.Add(new ImageBuilt(name, image.Template.Name, built.Image.Image));
        }

        return facts;
    }

    private async Task<BuiltImage> BuildAsync(
        Plan plan,
        Service service,
        PlannedImage image,
        PexBuilt pex,
        CancellationToken cancellation
    ) =>
        await builders[image.Template.Builder]
            .BuildAsync(await requests.OfAsync(plan, service, image, pex, cancellation), cancellation);
}
