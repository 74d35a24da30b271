using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Git;

/// <summary>The real git, in one folder.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="folder">Any folder of the checkout.</param>
public sealed class GitClient(CommandHost host, DirectoryPath folder) : IGit
{
    private readonly GitRunner _git = new(host);

    /// <inheritdoc/>
    public async Task<string?> RootAsync(CancellationToken cancel)
    {
        var result = await _git.RunAsync(Query(mayFail: true), ["rev-parse", "--show-toplevel"], cancel);
        return result.Succeeded ? result.Output : null;
    }

    /// <inheritdoc/>
    public Task<GitCommit?> HeadAsync(CancellationToken cancel) => FindCommitAsync("HEAD", cancel);

    /// <inheritdoc/>
    public async Task<GitCommit?> FindCommitAsync(string id, CancellationToken cancel)
    {
        var result = await _git.RunAsync(
            Query(mayFail: true),
            ["log", "-z", "-1", GitLogFormat.Option, "--end-of-options", id, "--"],
            cancel
        );
        return result.Succeeded && GitLogFormat.Parse(result.Output) is [var commit] ? commit : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GitCommit>> ChangesOfAsync(
        string from,
        string path,
        int limit,
        CancellationToken cancel
    )
    {
        // The diff format has to be on for --first-parent to look into merges, and must print nothing.
        var result = await _git.RunAsync(
            Query(),
            [
                "log",
                "-z",
                "--first-parent",
                "--diff-merges=first-parent",
                "--no-patch",
                $"--max-count={limit}",
                GitLogFormat.Option,
                "--end-of-options",
                from,
                "--",
                .. GitPathspec.FromRoot([path]),
            ],
            cancel
        );
        return GitLogFormat.Parse(result.Output);
    }

    /// <inheritdoc/>
    public Task<GitMerge> MergeAsync(
        ReadOnlyMemory<byte> ours,
        ReadOnlyMemory<byte> ancestor,
        ReadOnlyMemory<byte> theirs,
        CancellationToken cancel
    ) => new GitFileMerge(_git, folder).RunAsync(ours, ancestor, theirs, cancel);

    /// <inheritdoc/>
    public Task<GitState> StateAsync(GitStateQuery query, CancellationToken cancel) =>
        new GitStateReader(_git, folder).ReadAsync(query, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GitCommit>> LogAsync(
        string from,
        string to,
        IReadOnlyCollection<string> paths,
        CancellationToken cancel
    )
    {
        var result = await _git.RunAsync(
            Query(),
            [
                "log",
                "-z",
                GitLogFormat.Option,
                "--end-of-options",
                $"{from}..{to}",
                "--",
                .. GitPathspec.FromRoot(paths),
            ],
            cancel
        );
        return GitLogFormat.Parse(result.Output);
    }

    /// <inheritdoc/>
    public Task<string> ContentHashAsync(IReadOnlyCollection<string> paths, CancellationToken cancel) =>
        new GitContentHash(_git, folder).OfAsync(paths, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FilesAsync(IReadOnlyCollection<string> paths, CancellationToken cancel)
    {
        var root =
            await RootAsync(cancel) ?? throw new Model.Errors.FailedException($"{folder} is in no git repository");
        var result = await _git.RunAsync(
            Query(),
            [
                "ls-files",
                "-z",
                "--full-name",
                "--cached",
                "--others",
                "--exclude-standard",
                "--",
                .. GitPathspec.FromRoot(paths),
            ],
            cancel
        );
        return
        [
            .. result
                .Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Distinct()
                .Where(path => File.Exists(System.IO.Path.Combine(root, path)))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ContentsAsync(
        string commit,
        IReadOnlyCollection<string> paths,
        CancellationToken cancel
    ) => new GitContents(_git, folder).OfAsync(commit, paths, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ChangedAsync(
        string from,
        string to,
        IReadOnlyCollection<string> patterns,
        CancellationToken cancel
    )
    {
        var result = await _git.RunAsync(
            Query(),
            [
                "diff",
                "--name-only",
                "-z",
                "--no-renames",
                "--no-ext-diff",
                "--end-of-options",
                from,
                to,
                "--",
                .. patterns.Select(pattern => $":(top,glob){pattern}"),
            ],
            cancel
        );
        return result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <inheritdoc/>
    public async Task<string?> RemoteUrlAsync(string remote, CancellationToken cancel)
    {
        var result = await _git.RunAsync(Query(mayFail: true), ["config", "--get", $"remote.{remote}.url"], cancel);
        return result.Succeeded ? result.Output : null;
    }

    /// <inheritdoc/>
    public Task<string> CreateBranchAsync(GitBranchCommit commit, CancellationToken cancel) =>
        new GitBranchWriter(_git, folder).WriteAsync(commit, cancel);

    private GitSettings Query(bool mayFail = false) => new(folder) { MayFail = mayFail };
}
