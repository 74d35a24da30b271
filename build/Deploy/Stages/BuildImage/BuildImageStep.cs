using System.Collections.Concurrent;
using Deploy.Images.Build;
using Deploy.Planning.Resuming;
using Deploy.Stages.BuildPex;

namespace Deploy.Stages.BuildImage;

/// <summary>Builds the images around the PEX files; one that several services share is built once.</summary>
/// <param name="builders">Who builds.</param>
/// <param name="requests">What from.</param>
/// <param name="fleet">Services at once.</param>
/// <param name="earlier">The run that this one goes on with; null where it stands alone.</param>
public sealed class BuildImageStep(
    ImageBuilders builders,
    ImageRequests requests,
    Fleet fleet,
    IEarlierRun? earlier = null
)
{
    private readonly Once<ImageReference, (ServiceName Service, Digest Pex, BuiltImage Image)> _images = new();

    /// <summary>Builds.</summary>
    /// <param name="plan">What.</param>
    /// <param name="pexes">The programs in them.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The images; without those that an earlier run has pushed already.</returns>
    /// <exception cref="FailedException">A builder is missing or failed.</exception>
    public async Task<BuiltImages> RunAsync(Plan plan, IReadOnlyList<PexBuilt> pexes, CancellationToken cancellation)
    {
        var built = new ConcurrentDictionary<(ServiceName, string), BuiltImage>();
        await fleet.ForEachAsync(
            Stage.BuildImage,
            plan,
            async (service, cancel) =>
                earlier is not null && await earlier.HasPushedAsync(service, pexes, cancel)
                    ? []
                    : await BuildAsync(plan, service, pexes, built, cancel),
            cancellation
        );
        return new(built);
    }

    private async Task<IReadOnlyList<Fact>> BuildAsync(
        Plan plan,
        ServicePlan service,
        IReadOnlyList<PexBuilt> pexes,
        ConcurrentDictionary<(ServiceName, string), BuiltImage> images,
        CancellationToken cancellation
    )
    {
        var name = service.Service.Name;
        var facts = new List<Fact>();
        foreach (var image in service.Images)
        {
            var pex = pexes.Last(made => made.Service == name && made.Image == image.Template.Name);
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

            images[(name, image.Template.Name)] = built.Image;
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
