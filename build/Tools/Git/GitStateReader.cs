using Cake.Core.IO;
using Deploy.Tools.Processes;
using Path = System.IO.Path;

namespace Deploy.Tools.Git;

/// <summary>Reads the whole state of a checkout with few processes: layout, remotes, status, hidden files, fetch, comparison.</summary>
internal sealed class GitStateReader(GitRunner git, DirectoryPath folder)
{
    public async Task<GitState> ReadAsync(GitStateQuery query, CancellationToken cancel)
    {
        var layout = await LayoutAsync(query, cancel);
        if (layout.State != GitRepositoryState.Found)
        {
            return GitState.Without(layout.State);
        }

        var status = await StatusAsync(query, cancel);
        var hidden = await HiddenAsync(layout.Root, cancel);
        var upstream = status.Head is null
            ? new GitUpstreamState(null, GitFetch.NotTried)
            : await new GitUpstreamReader(git, folder).ReadAsync(query, layout.RemoteHead, cancel);
        return new(
            layout.Root,
            layout.State,
            status.Head,
            status.Branch,
            GitOperations.UnderWay(layout.GitFolder),
            layout.IsShallow,
            layout.IsWorktree,
            status.Changes,
            hidden,
            [.. status.Ignored.Where(path => Touches(path, query.SourcePaths))],
            upstream
        );
    }

    private async Task<Layout> LayoutAsync(GitStateQuery query, CancellationToken cancel)
    {
        var result = await git.RunAsync(
            new GitSettings(folder) { MayFail = true },
            [
                "rev-parse",
                "--path-format=absolute",
                "--show-toplevel",
                "--git-dir",
                "--git-common-dir",
                "--is-shallow-repository",
                "--symbolic-full-name",
                // Often not there. Then git prints all of the above and fails.
                $"refs/remotes/{query.Remote}/HEAD",
            ],
            cancel
        );
        var lines = result.Output.Split('\n');
        return lines.Length >= 4
            ? new(
                GitRepositoryState.Found,
                lines[0],
                lines[1],
                lines[2] != lines[1],
                lines[3] == "true",
                result.Succeeded ? lines[4] : null
            )
            : new(WhyNot(result), "", "", false, false, null);
    }

    private static GitRepositoryState WhyNot(CommandResult result) =>
        result.Error switch
        {
            var error when error.Contains("dubious ownership", StringComparison.Ordinal) =>
                GitRepositoryState.Untrusted,
            var error when error.Contains("must be run in a work tree", StringComparison.Ordinal) =>
                GitRepositoryState.Bare,
            var error when error.Contains("not a git repository", StringComparison.Ordinal) => GitRepositoryState.None,
            _ => throw new FailedException($"git rev-parse: {GitMessage.Condense(result)}"),
        };

    private async Task<GitStatus> StatusAsync(GitStateQuery query, CancellationToken cancel)
    {
        var result = await git.RunAsync(
            new GitSettings(folder),
            [
                "status",
                "--porcelain=v2",
                "-z",
                "--branch",
                "--no-ahead-behind",
                "--no-renames",
                "--untracked-files=all",
                "--ignore-submodules=none",
                // Names folders that a pattern ignores as a whole, without going into them.
                query.SourcePaths.Count > 0
                    ? "--ignored=matching"
                    : "--ignored=no",
            ],
            cancel
        );
        return GitStatus.Parse(result.Output);
    }

    private async Task<IReadOnlyList<GitHiddenFile>> HiddenAsync(string root, CancellationToken cancel)
    {
        var settings = new GitSettings(folder);
        var result = await git.RunAsync(settings, ["ls-files", "-v", "-z", "--full-name", ":(top)"], cancel);
        return
        [
            .. GitHiddenFiles
                .Parse(result.Output)
                // A sparse checkout skips what it leaves out; that is no hidden change.
                .Where(file => file.Flag != GitHiddenFlag.SkipWorktree || Path.Exists(Path.Combine(root, file.Path))),
        ];
    }

    // An ignored folder matters both when it lies in a source path and when a source path lies in it.
    private static bool Touches(string ignored, IEnumerable<string> sourcePaths) =>
        sourcePaths.Any(path => path is "" or "." || IsBelow(ignored, path) || IsBelow(path, ignored));

    private static bool IsBelow(string path, string folder) =>
        $"{path.TrimEnd('/')}/".StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);

    private sealed record Layout(
        GitRepositoryState State,
        string Root,
        string GitFolder,
        bool IsWorktree,
        bool IsShallow,
        string? RemoteHead
    );
}
