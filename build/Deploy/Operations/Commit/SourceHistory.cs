using Deploy.Images.Pex;
using Deploy.Planning;
using Deploy.Tools.Git;
using Deploy.Tools.Pants;
using Deploy.Tools.Processes;

namespace Deploy.Operations.Commit;

/// <summary>
/// Tells which commits made the difference between two images of a service: those that touched its sources, which are
/// what Pants says where it builds, and the catalog's folders where not.
/// </summary>
public sealed class SourceHistory(IGit git, CommandHost host, RepositoryPaths paths)
{
    /// <summary>The log between the tags that were there and those that are.</summary>
    internal async Task<ChangeLog> OfAsync(
        RunScope scope,
        Service service,
        IReadOnlyList<TagChange> tags,
        CancellationToken cancellation
    )
    {
        var ranges = tags.Select(tag => (From: CommitOf(tag.Old), To: CommitOf(tag.New))).Distinct().ToList();
        if (ranges.Any(range => range.From is null || range.To is null))
        {
            return new([], "a tag does not name the commit that it was built from");
        }

        try
        {
            var sources = await SourcesAsync(scope, service, cancellation);
            var commits = new List<GitCommit>();
            foreach (var (from, to) in ranges)
            {
                commits.AddRange(await git.LogAsync(from!, to!, sources, cancellation));
            }

            return new([.. commits.DistinctBy(commit => commit.Id)]);
        }
        catch (FailedException missing)
        {
            return new([], missing.Problem);
        }
    }

    private async Task<IReadOnlyCollection<string>> SourcesAsync(
        RunScope scope,
        Service service,
        CancellationToken cancellation
    )
    {
        var placeholders = scope.Values(service, scope.Namespaces[0]);
        var targets = service
            .Images.Where(image => image.Pex.Builder == PexBuilderKind.Pants)
            .Select(image => new PantsAddress(service.Name, image.Pex.Target?.Expand(placeholders)).ToString())
            .Distinct()
            .ToList();
        if (targets.Count == 0)
        {
            return SourceFolders.Of(service, scope);
        }

        var settings = new PantsFileDepsSettings(targets)
        {
            WorkingDirectory = paths.Root,
            ToolTimeout = TimeSpan.FromMinutes(10),
        };
        return await new PantsFileDeps(host).RunAsync(settings, cancellation);
    }

    private static string? CommitOf(string? tag) =>
        tag is { Length: > 0 } && ImageTag.TryParse(tag) is { } parsed ? parsed.Commit : null;
}
