using Deploy.Planning;
using Deploy.Tools.Git;

namespace Deploy.Operations.Commit;

/// <summary>
/// Makes a branch with one commit of the tags that UpdateValues has written, and nothing else. Index, checkout and HEAD
/// stay as they are.
/// </summary>
public sealed class CommitStep(
    IGit git,
    SourceHistory history,
    ServiceCatalog catalog,
    RepositoryPaths paths,
    IRunEvents events
)
{
    private const int LongestName = 40;

    /// <summary>Makes the branch.</summary>
    /// <exception cref="RefusedException">There is nothing to commit, more than tags has changed, or the branch exists.</exception>
    public async Task RunAsync(RunScope scope, CancellationToken cancellation)
    {
        var head =
            await git.HeadAsync(cancellation)
            ?? throw new RefusedException("There is no commit here that a branch could start from");
        var updates = await UpdatesAsync(scope, head.Id, cancellation);
        if (updates.Count == 0)
        {
            throw new RefusedException(
                $"No values file of {string.Join(", ", scope.Services.Services)} has new image tags"
            )
            {
                NextStep =
                    "build some with --target=BuildAndInstallProd, or set one with --target=UpdateValues --tag=…",
            };
        }

        var remote = await git.RemoteUrlAsync(catalog.Remote, cancellation);
        var web = remote is null ? null : WebAddress.Of(remote);
        var branch = BranchOf(updates, head);
        var commit = new GitBranchCommit(
            branch,
            head.Id,
            UpdateMessage.Of(updates, Environments(scope), web),
            updates.ToDictionary(update => update.File, update => (ReadOnlyMemory<byte>?)update.Content)
        );
        var id = await git.CreateBranchAsync(commit, cancellation);
        events.Publish(
            new Note(
                $"branch {branch} has commit {id[..ImageTag.CommitDigits]}: {commit.Message.Split('\n')[0]} ({string.Join(", ", commit.Files.Keys)}); your checkout is as it was"
            )
        );
        events.Publish(
            new Note(
                $"next: git push {catalog.Remote} {branch}{(web is null ? "" : $", then {web.NewPullRequest(catalog.MainBranch, branch)}")}"
            )
        );
    }

    private async Task<IReadOnlyList<ServiceUpdate>> UpdatesAsync(
        RunScope scope,
        string head,
        CancellationToken cancellation
    )
    {
        var services = scope.Services.Services;
        var committed = await git.ContentsAsync(head, [.. services.Select(ValuesFile)], cancellation);
        var updates = new List<ServiceUpdate>();
        foreach (var service in services)
        {
            var file = ValuesFile(service);
            if (
                !committed.TryGetValue(file, out var before)
                || await ReadAsync(file, cancellation) is not { } after
                || after.AsSpan().SequenceEqual(before.Span)
            )
            {
                continue;
            }

            var tags =
                TagChanges.Between(file, before, after, ImageTags.Places(scope, service))
                ?? throw new RefusedException($"{file} has other changes beside its image tags")
                {
                    NextStep = $"commit or undo those first; git diff {file} shows them",
                };
            updates.Add(new(service, file, after, tags, await history.OfAsync(scope, service, tags, cancellation)));
        }

        return updates;
    }

    private async Task<byte[]?> ReadAsync(string file, CancellationToken cancellation) =>
        File.Exists(paths.Absolute(file)) ? await File.ReadAllBytesAsync(paths.Absolute(file), cancellation) : null;

    // One tag serves all environments that name their tags alike: what was tried in staging goes to prod.
    private IEnumerable<string> Environments(RunScope scope) =>
        catalog
            .Environments.Values.Where(environment =>
                environment is { Namespace: not null, HasThrowAwayValues: false }
                && environment.TagPrefix == scope.Environment.TagPrefix
            )
            .Select(environment => environment.Name);

    private static string BranchOf(IReadOnlyList<ServiceUpdate> updates, GitCommit head)
    {
        var names = string.Join('-', updates.Select(update => update.Service.Name.Value.Replace('/', '-')));
        var commit = ImageTag.TryParse(updates[0].Tags[0].New)?.Commit ?? head.Id[..ImageTag.CommitDigits];
        return $"deploy/{(names.Length <= LongestName ? names : $"{updates.Count}-services")}-{commit}";
    }

    private static string ValuesFile(Service service) => $"{service.ChartFolder}/values.yaml";
}
