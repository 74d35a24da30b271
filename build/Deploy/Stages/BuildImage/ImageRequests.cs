using Deploy.Images.Build;
using Deploy.Images.Pex;
using Deploy.Stages.BuildPex;
using Deploy.Tools.Git;

namespace Deploy.Stages.BuildImage;

/// <summary>What the images of a service are made from: beside the PEX, only files that git knows or would take.</summary>
public sealed class ImageRequests(IGit git, RepositoryPaths paths, IRunEvents events)
{
    /// <summary>The request for one image.</summary>
    /// <param name="plan">What it is built from.</param>
    /// <param name="service">Whose it is.</param>
    /// <param name="image">Which.</param>
    /// <param name="pex">The program in it.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ImageBuild> OfAsync(
        Plan plan,
        Service service,
        PlannedImage image,
        PexBuilt pex,
        CancellationToken cancellation
    )
    {
        var template = image.Template;
        var placeholders = plan.Scope.Values(service, plan.Scope.Namespaces[0], image.Reference.Registry);
        var dockerfile = template.Builder == ImageBuilderKind.Docker ? template.Dockerfile?.Expand(placeholders) : null;
        var source = new ImageSource(plan.Source.Commit, plan.Source.CommittedAt, Repository: null);
        return new(image.Reference, new PexFile(pex.Path, pex.Digest, pex.Reused), source)
        {
            Base = template.Base?.Expand(placeholders) is { } name and not "scratch"
                ? BaseImageName.Parse(name, image.Reference.Registry)
                : null,
            Platform = template.Platform ?? ImagePlatform.Default,
            PexPath = template.PexPath,
            PexMode = template.PexMode,
            Owner = template.Owner,
            EntryPoint = template.Command,
            StaticFiles =
                service.HasStaticFiles && template.StaticFiles is { } files
                    ? new(await FilesAsync(files.From.Expand(placeholders).TrimEnd('/'), cancellation), files.To)
                    : null,
            Environment = new Dictionary<string, string> { ["COMMIT_SHA"] = plan.Source.Commit },
            Dockerfile = dockerfile is null ? null : paths.Absolute(dockerfile),
            ContextFiles = dockerfile is null
                ? null
                : await FilesAsync(Path.GetDirectoryName(dockerfile) ?? "", cancellation),
            BuildArguments = template.BuildArguments.ToDictionary(
                argument => argument.Key,
                argument => argument.Value.Expand(placeholders)
            ),
            Output = new ServiceOutput(events, Stage.BuildImage, service, template.Name),
        };
    }

    // Row 35 of the catalog of faults: what git ignores never slips into an image unnoticed.
    private async Task<SourceRoot> FilesAsync(string folder, CancellationToken cancellation)
    {
        var files = await git.FilesAsync([folder.Length == 0 ? "." : folder], cancellation);
        return new(
            paths.Absolute(folder),
            folder.Length == 0 ? files : [.. files.Select(file => file[(folder.Length + 1)..])]
        );
    }
}
