using Deploy.Images.Pex;
using Deploy.Tools.Git;

namespace Deploy.Stages.BuildPex;

/// <summary>What the PEX files of a service are made from: only files that git knows or would take.</summary>
public sealed class PexRequests(IGit git, RepositoryPaths paths, IRunEvents events)
{
    /// <summary>The request for one image's PEX.</summary>
    public async Task<PexBuild> OfAsync(
        RunScope scope,
        Service service,
        ImageTemplate image,
        CancellationToken cancellation
    )
    {
        var placeholders = scope.Values(service, scope.Namespaces[0]);
        var root = image.Pex.Root?.Expand(placeholders).TrimEnd('/') ?? ".";
        var folders = image.Pex.Sources.Select(source => source.Expand(placeholders).TrimEnd('/')).ToList();
        var files = await git.FilesAsync(
            [.. folders, .. folders.SelectMany(folder => PackageFiles(root, folder)).Distinct()],
            cancellation
        );
        if (image.Pex.Builder != PexBuilderKind.Pants && files.Count == 0)
        {
            throw new UsageException($"{service} has no sources in {string.Join(", ", folders)}")
            {
                Location = service.Location,
                NextStep = "set sources: of its image, or service_dir:",
            };
        }

        return new(service.Name, $"{service.Chart}-{image.Name}.pex")
        {
            Target = image.Pex.Target?.Expand(placeholders),
            Sources = [new SourceRoot(paths.Absolute(root), [.. files.Select(file => Below(root, file, service))])],
            EntryPoint = (service.EntryPoint ?? image.Pex.EntryPoint?.Expand(placeholders)) is { } entry
                ? new EntryPoint(entry)
                : null,
            RequirementsFile = image.Pex.Requirements?.Expand(placeholders) is { } requirements
                ? paths.Absolute(requirements)
                : null,
            InterpreterConstraint = image.Pex.InterpreterConstraint,
            Output = new ServiceOutput(events, Stage.BuildPex, service, image.Name),
        };
    }

    // The packages that a folder lies in are Python packages by their __init__.py, which has to come along.
    private static IEnumerable<string> PackageFiles(string root, string folder)
    {
        for (var parent = Parent(folder); parent.Length > 0 && parent != root; parent = Parent(parent))
        {
            yield return $"{parent}/__init__.py";
        }
    }

    private static string Parent(string path) => path.Contains('/') ? path[..path.LastIndexOf('/')] : "";

    private static string Below(string root, string file, Service service) =>
        root == "." ? file
        : file.StartsWith($"{root}/", StringComparison.Ordinal) ? file[(root.Length + 1)..]
        : throw new UsageException(
            $"{Printable.Quote(file)} of {service} is outside {root}, the root that its modules are imported from"
        )
        {
            Location = service.Location,
        };
}
