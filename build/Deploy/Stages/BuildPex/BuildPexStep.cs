using Deploy.Images.Pex;

namespace Deploy.Stages.BuildPex;

/// <summary>Builds the PEX of every image: those of Pants in one call, the others service by service.</summary>
public sealed class BuildPexStep(PexBuilders builders, PexRequests requests, Fleet fleet)
{
    /// <summary>Builds.</summary>
    /// <exception cref="FailedException">A builder is missing or failed.</exception>
    public async Task<IReadOnlyList<PexBuilt>> RunAsync(Plan plan, CancellationToken cancellation)
    {
        var shared = await BuildSharedAsync(plan, cancellation);
        var built = await fleet.ForEachAsync(
            Stage.BuildPex,
            plan,
            (service, cancel) => BuildAsync(plan, service, shared, cancel),
            cancellation
        );
        return [.. built.OfType<PexBuilt>()];
    }

    private async Task<IReadOnlyDictionary<(ServiceName, string), PexFile>> BuildSharedAsync(
        Plan plan,
        CancellationToken cancellation
    )
    {
        var images = plan
            .Services.SelectMany(service =>
                service
                    .Images.Where(image => image.Template.Pex.Builder == PexBuilderKind.Pants)
                    .Select(image => (service.Service, image.Template))
            )
            .ToList();
        if (images.Count == 0)
        {
            return new Dictionary<(ServiceName, string), PexFile>();
        }

        var builds = await Task.WhenAll(
            images.Select(image => requests.OfAsync(plan.Scope, image.Service, image.Template, cancellation))
        );
        var files = await builders[PexBuilderKind.Pants].BuildAsync(builds, cancellation);
        return images
            .Zip(files)
            .ToDictionary(pair => (pair.First.Service.Name, pair.First.Template.Name), pair => pair.Second);
    }

    private async Task<IReadOnlyList<Fact>> BuildAsync(
        Plan plan,
        ServicePlan service,
        IReadOnlyDictionary<(ServiceName, string), PexFile> shared,
        CancellationToken cancellation
    )
    {
        var facts = new List<Fact>();
        foreach (var image in service.Images.Select(image => image.Template))
        {
            var file =
                shared.GetValueOrDefault((service.Service.Name, image.Name))
                ?? await BuildAsync(plan, service.Service, image, cancellation);
            facts.Add(new PexBuilt(service.Service.Name, image.Name, file.Path, file.Digest, file.Reused));
        }

        return facts;
    }

    private async Task<PexFile> BuildAsync(
        Plan plan,
        Service service,
        ImageTemplate image,
        CancellationToken cancellation
    )
    {
        var request = await requests.OfAsync(plan.Scope, service, image, cancellation);
        return (await builders[image.Pex.Builder].BuildAsync([request], cancellation))[0];
    }
}
