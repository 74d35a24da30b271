namespace Deploy.Tools.Git;

/// <summary>Git, as steps use it. Paths are relative to the root of the checkout, with <c>/</c>.</summary>
public interface IGit
{
    /// <summary>The top of the checkout, absolute; null where there is no repository.</summary>
    Task<string?> RootAsync(CancellationToken cancel);

    /// <summary>The commit that is checked out; null before the first commit or without a repository.</summary>
    Task<GitCommit?> HeadAsync(CancellationToken cancel);

    /// <summary>A commit by its id or its first digits; null where this clone does not have it.</summary>
    Task<GitCommit?> FindCommitAsync(string id, CancellationToken cancel);

    /// <summary>
    /// The commits that changed a file, newest first, as the branch itself saw them: a merge counts as one change, and what
    /// it merged does not.
    /// </summary>
    /// <param name="from">The newest commit to look at.</param>
    /// <param name="path">The file.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<GitCommit>> ChangesOfAsync(string from, string path, int limit, CancellationToken cancel);

    /// <summary>
    /// The text that has both what <paramref name="ours"/> and what <paramref name="theirs"/> changed since
    /// <paramref name="ancestor"/>, byte for byte; with git's conflict markers where they changed the same lines.
    /// </summary>
    Task<GitMerge> MergeAsync(
        ReadOnlyMemory<byte> ours,
        ReadOnlyMemory<byte> ancestor,
        ReadOnlyMemory<byte> theirs,
        CancellationToken cancel
    );

    /// <summary>Looks at the whole checkout, after a fetch of the upstream main branch. Six processes at most, as a rule.</summary>
    Task<GitState> StateAsync(GitStateQuery query, CancellationToken cancel);

    /// <summary>The commits after <paramref name="from"/> up to <paramref name="to"/> that touched a path, newest first.</summary>
    /// <exception cref="FailedException">One of the commits is not there (a shallow clone may have cut it off).</exception>
    Task<IReadOnlyList<GitCommit>> LogAsync(
        string from,
        string to,
        IReadOnlyCollection<string> paths,
        CancellationToken cancel
    );

    /// <summary>
    /// A hash of what the paths hold on disk: names, modes, contents; what git ignores does not count. Equal contents
    /// have equal hashes, in whichever commit or clone. Changes neither the index nor the repository.
    /// </summary>
    /// <returns>64 lower-case hex digits.</returns>
    Task<string> ContentHashAsync(IReadOnlyCollection<string> paths, CancellationToken cancel);

    /// <summary>The files below the paths that git knows or would take: tracked or untracked, present, not ignored.</summary>
    Task<IReadOnlyList<string>> FilesAsync(IReadOnlyCollection<string> paths, CancellationToken cancel);

    /// <summary>Files of a commit, as a checkout has them (line ends included); those that the commit lacks are left out.</summary>
    Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ContentsAsync(
        string commit,
        IReadOnlyCollection<string> paths,
        CancellationToken cancel
    );

    /// <summary>The files that differ between two commits, among those that patterns (<c>**</c>, <c>*</c>) name.</summary>
    /// <exception cref="FailedException">One of the commits is not there (a shallow clone may have cut it off).</exception>
    Task<IReadOnlyList<string>> ChangedAsync(
        string from,
        string to,
        IReadOnlyCollection<string> patterns,
        CancellationToken cancel
    );

    /// <summary>Where a remote is; null where there is none of that name.</summary>
    Task<string?> RemoteUrlAsync(string remote, CancellationToken cancel);

    /// <summary>
    /// Makes a branch with one commit on top of its parent, in which the files have the contents given. Index, checkout and HEAD stay as they are.
    /// </summary>
    /// <returns>The new commit's id.</returns>
    /// <exception cref="RefusedException">The branch exists.</exception>
    Task<string> CreateBranchAsync(GitBranchCommit commit, CancellationToken cancel);
}

/// <summary>What <see cref="IGit.StateAsync"/> looks at.</summary>
/// <param name="Remote">The remote that the team shares.</param>
/// <param name="MainBranch">Its main branch; null for the one that it calls its default, else <c>main</c> or <c>master</c>.</param>
/// <param name="SourcePaths">Where ignored files are looked for.</param>
/// <param name="FetchTimeout">How long the fetch may take; null for no fetch.</param>
public sealed record GitStateQuery(
    string Remote,
    string? MainBranch,
    IReadOnlyCollection<string> SourcePaths,
    TimeSpan? FetchTimeout
);

/// <summary>A branch with one commit.</summary>
/// <param name="Branch">The new branch's name.</param>
/// <param name="Parent">The commit that it starts from.</param>
/// <param name="Message">Subject, empty line, body.</param>
/// <param name="Files">New contents by path; null removes the file. Modes stay as they are.</param>
public sealed record GitBranchCommit(
    string Branch,
    string Parent,
    string Message,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> Files
);
