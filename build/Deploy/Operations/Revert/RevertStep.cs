using System.Text;
using Deploy.Tools.Git;
using Deploy.Yaml;

namespace Deploy.Operations.Revert;

/// <summary>
/// Makes a branch whose one commit undoes the last change of the image tags of some services, in their values files only,
/// on top of upstream's main branch. The checkout stays as it is.
/// </summary>
public sealed class RevertStep(IGit git, ServiceCatalog catalog, IRunEvents events)
{
    // As far as git and its web pages show a subject.
    private const int LongestSubject = 72;
    private static readonly TimeSpan _fetchTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Makes the branch, and says how it goes on.</summary>
    /// <param name="scope">Which services; the region tells which values hold their tags.</param>
    /// <param name="reason">Why; stands in the commit's message.</param>
    /// <param name="planOnly">Whether to show only what would be done.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">A change cannot be undone by itself, or there is none.</exception>
    public async Task RunAsync(RunScope scope, Reason? reason, bool planOnly, CancellationToken cancellation)
    {
        var main = await MainAsync(cancellation);
        var files = new Dictionary<string, ReadOnlyMemory<byte>?>();
        var body = new StringBuilder();
        string? first = null;
        foreach (var service in scope.Services.Services)
        {
            var (file, change, current, undone) = await UndoAsync(scope, service, main, cancellation);
            files[file] = undone;
            first ??= change.Commit.Id[..7];
            body.Append($"{service}: undoes {change.Commit.Id[..12]} \"{change.Commit.Subject}\"\n");
            foreach (var (path, old, @new) in change.Tags)
            {
                body.Append($"  {path}: {@new ?? "(nothing)"} -> {old ?? "(nothing)"}\n");
            }

            foreach (var line in planOnly ? UnifiedDiff.Of(Text(current), Text(undone), file) : [])
            {
                events.Publish(new Note(line));
            }
        }

        var message = $"{Subject(scope.Services.Services)}\n\n{body}{(reason is null ? "" : $"\n{reason}\n")}";
        var branch = $"revert/{BranchPart(scope.Services.Services)}-{first}";
        if (planOnly)
        {
            events.Publish(new Note($"branch {branch} on {main.Id[..12]} would say: {message.Split('\n')[0]}"));
            return;
        }

        await git.CreateBranchAsync(new(branch, main.Id, message, files), cancellation);
        events.Publish(new Note($"branch {branch}: {message.Split('\n')[0]}\n{body.ToString().TrimEnd()}"));
        events.Publish(
            new Note(
                $"push it and open a pull request: git push {catalog.Remote} {branch}\n  once it is merged: ./build.sh --target=InstallProd --services={string.Join(',', scope.Services.Services)}"
            )
        );
    }

    // Upstream's main branch, so that the commit can be merged whatever is checked out; HEAD where there is no upstream.
    private async Task<GitCommit> MainAsync(CancellationToken cancellation)
    {
        var state = await git.StateAsync(new(catalog.Remote, catalog.MainBranch, [], _fetchTimeout), cancellation);
        if (
            state.Upstream is { Name: { } name }
            && await git.FindCommitAsync($"refs/remotes/{name}", cancellation) is { } upstream
        )
        {
            if (state.Upstream.Fetch != GitFetch.Done)
            {
                events.Publish(
                    new Note(
                        $"{name} could not be fetched; the branch starts from what is known of it",
                        IsWarning: true
                    )
                );
            }

            return upstream;
        }

        var head =
            await git.HeadAsync(cancellation) ?? throw new RefusedException("There is no commit here to revert from");
        events.Publish(
            new Note($"there is no {catalog.Remote}/{catalog.MainBranch}; the branch starts from HEAD", IsWarning: true)
        );
        return head;
    }

    private async Task<(
        string File,
        LastTagChange Change,
        ReadOnlyMemory<byte> Current,
        ReadOnlyMemory<byte> Undone
    )> UndoAsync(RunScope scope, Service service, GitCommit main, CancellationToken cancellation)
    {
        var file = $"{service.ChartFolder}/values.yaml";
        var placeholders = scope.Values(service, scope.Namespaces[0]);
        var paths = service.Images.Select(image => image.TagValue.Expand(placeholders)).ToList();
        var change = await LastTagChange.FindAsync(git, main.Id, file, paths, cancellation);
        var current = (await git.ContentsAsync(main.Id, [file], cancellation)).TryGetValue(file, out var content)
            ? content
            : throw new RefusedException($"{file} is not on the main branch any more");
        var merged = await git.MergeAsync(current, change.After, change.Before, cancellation);
        return merged.HasConflicts
            ? throw RevertConflict.Of(file, merged.Content, change.Commit.Id[..12])
            : (file, change, current, merged.Content);
    }

    // The title that updates have too, so that the log of main tells of every change of what prod runs.
    private static string Subject(IReadOnlyList<Service> services)
    {
        var subject = $"Update {string.Join(", ", services)} in prod/staging (revert)";
        return subject.Length <= LongestSubject ? subject : "Update services in prod/staging (revert)";
    }

    private static string BranchPart(IReadOnlyList<Service> services) =>
        services.Count <= 3
            ? string.Join('-', services.Select(service => service.Chart))
            : $"{services.Count}-services";

    private static string Text(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span);
}
