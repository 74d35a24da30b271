using Deploy.Clusters.Releases;
using Deploy.Platforms;
using Deploy.Tools.Git;
using Deploy.Yaml.Editing;

namespace Deploy.Operations.Status;

/// <summary>Reads releases, and makes sense of what is stored about them.</summary>
public sealed class ReleaseInspector(TargetCluster target, IGit git)
{
    /// <summary>The newest revision of each of the scope's releases.</summary>
    public async Task<IReadOnlyList<ReleaseState>> NewestAsync(RunScope scope, CancellationToken cancellation)
    {
        var releases = new InstalledReleases(await target.ApiAsync(cancellation));
        return await EachAsync(
            scope,
            async (service, name, release) =>
            {
                var newest = await releases.NewestAsync(name, release, cancellation);
                // A copy that a rollback made is marked where its original is.
                var history = newest?.CopyOf is null ? [] : await releases.HistoryAsync(name, release, cancellation);
                return [await StateAsync(scope, service, name, newest, history, cancellation)];
            }
        );
    }

    /// <summary>All revisions that Helm still has of each of the scope's releases, newest first.</summary>
    public async Task<IReadOnlyList<ReleaseState>> HistoryAsync(RunScope scope, CancellationToken cancellation)
    {
        var releases = new InstalledReleases(await target.ApiAsync(cancellation));
        return await EachAsync(
            scope,
            async (service, name, release) =>
            {
                var history = await releases.HistoryAsync(name, release, cancellation);
                var states = new List<ReleaseState>();
                foreach (var revision in history)
                {
                    states.Add(await StateAsync(scope, service, name, revision, history, cancellation));
                }

                return states;
            }
        );
    }

    private static async Task<IReadOnlyList<ReleaseState>> EachAsync(
        RunScope scope,
        Func<Service, NamespaceName, ReleaseName, Task<IReadOnlyList<ReleaseState>>> read
    )
    {
        var found = await Task.WhenAll(
            scope.Services.Services.SelectMany(service =>
                scope.Namespaces.Select(name => read(service, name, ReleaseName.Of(name, service.Chart)))
            )
        );
        return [.. found.SelectMany(states => states)];
    }

    private async Task<ReleaseState> StateAsync(
        RunScope scope,
        Service service,
        NamespaceName name,
        InstalledRelease? revision,
        IReadOnlyList<InstalledRelease> history,
        CancellationToken cancellation
    )
    {
        var state = new ReleaseState(
            service.Name,
            ReleaseName.Of(name, service.Chart),
            name,
            revision,
            revision is null ? null : MarkOf(revision, history),
            revision is null ? [] : ImagesOf(scope, service, name, revision)
        );
        return state with { CommittedAt = await TimeOfAsync(state.Commit, cancellation) };
    }

    private static ReleaseMark? MarkOf(InstalledRelease revision, IReadOnlyList<InstalledRelease> history)
    {
        var original = revision;
        while (original.CopyOf is { } number && history.FirstOrDefault(other => other.Revision == number) is { } older)
        {
            original = older;
        }

        return ReleaseMark.In(original.Description);
    }

    private static List<InstalledImage> ImagesOf(
        RunScope scope,
        Service service,
        NamespaceName name,
        InstalledRelease revision
    )
    {
        var placeholders = scope.Values(service, name);
        return
        [
            .. service.Images.Select(image =>
            {
                var repository = image.Repository.Expand(placeholders);
                var digest = image.DigestValue?.Expand(
                    new Dictionary<string, string?>(placeholders) { ["repository"] = repository }
                );
                return new InstalledImage(
                    image.Name,
                    repository,
                    revision.Value(YamlPath.Parse(image.TagValue.Expand(placeholders)).Segments),
                    digest is null ? null : revision.Value(YamlPath.Parse(digest).Segments)
                );
            }),
        ];
    }

    private async Task<DateTimeOffset?> TimeOfAsync(string? commit, CancellationToken cancellation) =>
        commit is null ? null : (await git.FindCommitAsync(commit, cancellation))?.Time;
}
