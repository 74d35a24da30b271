using Deploy.Platforms;
using Deploy.Tools.Git;
using Deploy.Yaml;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Planning;

/// <summary>Decides everything that a run will do, from the scope, the checkout and git. Changes nothing.</summary>
public sealed class Planner(IGit git, IPlatform platform, RepositoryPaths paths)
{
    /// <summary>Makes the plan.</summary>
    /// <exception cref="UsageException">A chart or values file is wrong.</exception>
    /// <exception cref="RefusedException">There is no commit to deploy.</exception>
    public async Task<Plan> PlanAsync(RunScope scope, RunOptions options, CancellationToken cancellation)
    {
        var access = await platform.OpenAsync(scope, cancellation);
        var source = await SourceAsync(scope, cancellation);
        var services = ServiceOrder.ByNeeds(scope.Services.Services);
        return new(
            scope,
            options,
            source,
            [.. services.Select(service => PlanService(scope, options, source, access.Registry, service))]
        );
    }

    private async Task<SourceRevision> SourceAsync(RunScope scope, CancellationToken cancellation)
    {
        var head =
            await git.HeadAsync(cancellation)
            ?? throw new RefusedException("There is no commit here, and image tags are named after one")
            {
                NextStep = "run in a git checkout that has a commit (git init, git add, git commit)",
            };
        return new(head.Id, head.Time, head.Subject, await DirtyContentAsync(scope, cancellation));
    }

    // Only what is built from the tree can differ from the commit: elsewhere the git guard sees to it that nothing does.
    private async Task<string?> DirtyContentAsync(RunScope scope, CancellationToken cancellation)
    {
        if (scope.Pipeline.IsStrictAboutGit || !scope.Pipeline.Runs(Stage.BuildPex))
        {
            return null;
        }

        var folders = scope
            .Services.Services.SelectMany(service => SourceFolders.Of(service, scope))
            .Distinct()
            .ToList();
        var state = await git.StateAsync(
            new(Remote: "", MainBranch: null, SourcePaths: [], FetchTimeout: null),
            cancellation
        );
        var isDirty = state.Changes.Any(change =>
            folders.Any(folder =>
                change.Path == folder || change.Path.StartsWith($"{folder}/", StringComparison.Ordinal)
            )
        );
        return isDirty ? (await git.ContentHashAsync(folders, cancellation))[..8] : null;
    }

    private ServicePlan PlanService(
        RunScope scope,
        RunOptions options,
        SourceRevision source,
        RegistryHost registry,
        Service service
    )
    {
        var chart = ServiceChart.Read(paths, service, scope.Pipeline.ChartSource);
        var values = ChartValues.Read(paths.Absolute(chart.ValuesFile), chart.ValuesFile);
        var images = service
            .Images.Select(image => PlanImage(scope, options, source, registry, service, image, values, chart))
            .ToList();
        var releases = scope
            .Namespaces.Select(name =>
                ReleasePlanner.Plan(scope, options, service, chart, images, values, name, registry)
            )
            .ToList();
        return new(service, chart, images, releases, WritesTags(scope) ? EditValues(chart, images) : null);
    }

    private static bool WritesTags(RunScope scope) =>
        scope.Pipeline.Runs(Stage.UpdateValues)
        && !scope.Environment.HasThrowAwayValues
        && scope.Environment.Namespace is not null;

    // Edited now, so that a file that cannot be is refused before anything is built.
    private PlannedFile? EditValues(PlannedChart chart, IReadOnlyList<PlannedImage> images)
    {
        var old = YamlFile.ReadBytes(paths.Absolute(chart.ValuesFile), chart.ValuesFile, YamlOptions.Values);
        var edits = images.Select(image => new ScalarEdit(YamlPath.Parse(image.TagPath), image.Tag.Value)).ToList();
        var edited = ValuesEditor.Set(old, chart.ValuesFile, edits);
        return edited.Changes.Count == 0 ? null : new(chart.ValuesFile, old, edited.Content);
    }

    private static PlannedImage PlanImage(
        RunScope scope,
        RunOptions options,
        SourceRevision source,
        RegistryHost registry,
        Service service,
        ImageTemplate image,
        ChartValues values,
        PlannedChart chart
    )
    {
        var placeholders = scope.Values(service, scope.Namespaces[0], registry);
        var path = image.TagValue.Expand(placeholders);
        var current = values.Text(path);
        var tag =
            options.Tag
            ?? (
                scope.Pipeline.Runs(Stage.BuildPex) || scope.Pipeline.Runs(Stage.UpdateValues)
                    ? ImageTags.Of(scope, service, source)
                    : null
            )
            ?? (current is { Length: > 0 } ? new ImageTag(current) : throw NoTag(chart, path));
        var repository = new ImageRepository(image.Repository.Expand(placeholders));
        return new(image, new(registry, repository, tag), path, current, DigestPath(image, repository, placeholders));
    }

    private static string? DigestPath(
        ImageTemplate image,
        ImageRepository repository,
        IReadOnlyDictionary<string, string?> placeholders
    ) => image.DigestValue?.Expand(new Dictionary<string, string?>(placeholders) { ["repository"] = repository.Value });

    private static UsageException NoTag(PlannedChart chart, string path) =>
        new($"{chart.ValuesFile} has no image tag at {path}")
        {
            NextStep = "build one with --target=BuildAndInstallProd, or name one with --tag",
        };
}
