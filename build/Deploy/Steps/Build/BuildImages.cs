using Deploy.Images.Build;
using Deploy.Images.Pex;
using Deploy.Model;

namespace Deploy.Steps.Build;

/// <summary>Builds the images around the PEX files.</summary>
public sealed class BuildImages(ImageBuilders builders, IRunEvents events, RepositoryPaths paths, Fleet fleet)
{
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
            var built = await builders[image.Template.Builder]
                .BuildAsync(Request(plan, service.Service, image, pex), cancellation);
            builders.Keep(name, image.Template.Name, built);
            facts.Add(new ImageBuilt(name, image.Template.Name, built.Image));
        }

        return facts;
    }

    private ImageBuild Request(Plan plan, Service service, PlannedImage image, PexBuilt pex)
    {
        var placeholders = plan.Scope.Values(service, plan.Scope.Namespaces[0], image.Reference.Registry);
        var source = new ImageSource(plan.Source.Commit, plan.Source.CommittedAt, Repository: null);
        return new(image.Reference, new PexFile(pex.Path, pex.Digest, pex.Reused), source)
        {
            Base = image.Template.Base?.Expand(placeholders) is { } name and not "scratch"
                ? BaseImageName.Parse(name, image.Reference.Registry)
                : null,
            Dockerfile = image.Template.Dockerfile?.Expand(placeholders) is { } file ? paths.Absolute(file) : null,
            Environment = new Dictionary<string, string> { ["COMMIT_SHA"] = plan.Source.Commit },
        };
    }
}
