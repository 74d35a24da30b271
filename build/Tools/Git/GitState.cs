namespace Deploy.Tools.Git;

/// <summary>Everything about a checkout that decides whether it may be deployed.</summary>
/// <param name="Root">The top of the checkout, absolute; null when there is no repository, or none that can be used.</param>
/// <param name="Repository">Whether there is a repository to look at.</param>
/// <param name="Head">The id of the commit that is checked out; null before the first commit.</param>
/// <param name="Branch">The branch that is checked out; null when HEAD is detached.</param>
/// <param name="Operation">What the user is in the middle of.</param>
/// <param name="IsShallow">Whether the history is cut off.</param>
/// <param name="IsWorktree">Whether this is one of several checkouts of a repository.</param>
/// <param name="Changes">Changed and untracked files.</param>
/// <param name="Hidden">Files whose changes git was told not to see, as far as they are there.</param>
/// <param name="Ignored">Ignored files and folders inside the source paths that were asked about.</param>
/// <param name="Upstream">How HEAD stands to the upstream main branch.</param>
public sealed record GitState(
    string? Root,
    GitRepositoryState Repository,
    string? Head,
    string? Branch,
    GitOperation Operation,
    bool IsShallow,
    bool IsWorktree,
    IReadOnlyList<GitChange> Changes,
    IReadOnlyList<GitHiddenFile> Hidden,
    IReadOnlyList<string> Ignored,
    GitUpstreamState Upstream
)
{
    /// <summary>The state where there is nothing to look at.</summary>
    public static GitState Without(GitRepositoryState repository) =>
        new(null, repository, null, null, GitOperation.None, false, false, [], [], [], new(null, GitFetch.NotTried));
}

/// <summary>Whether there is a repository.</summary>
public enum GitRepositoryState
{
    /// <summary>There is.</summary>
    Found,

    /// <summary>There is none around the folder.</summary>
    None,

    /// <summary>There is one without a checkout.</summary>
    Bare,

    /// <summary>There is one that belongs to another user, and git does not trust it.</summary>
    Untrusted,
}

/// <summary>What the user is in the middle of.</summary>
public enum GitOperation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary><c>git merge</c>.</summary>
    Merge,

    /// <summary><c>git rebase</c>.</summary>
    Rebase,

    /// <summary><c>git am</c>.</summary>
    Am,

    /// <summary><c>git cherry-pick</c>.</summary>
    CherryPick,

    /// <summary><c>git revert</c>.</summary>
    Revert,

    /// <summary><c>git bisect</c>.</summary>
    Bisect,
}

/// <summary>A file that differs from HEAD.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="Kind">How.</param>
public sealed record GitChange(string Path, GitChangeKind Kind);

/// <summary>How a file differs from HEAD. A file that is both staged and changed again counts twice.</summary>
public enum GitChangeKind
{
    /// <summary>The index differs from HEAD.</summary>
    Staged,

    /// <summary>The file differs from the index.</summary>
    Unstaged,

    /// <summary>Git does not know the file, and does not ignore it.</summary>
    Untracked,

    /// <summary>A merge left it in conflict.</summary>
    Conflicted,

    /// <summary>A submodule has another commit checked out, or changes of its own.</summary>
    Submodule,
}

/// <summary>A file whose changes git was told not to see.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="Flag">By which flag.</param>
public sealed record GitHiddenFile(string Path, GitHiddenFlag Flag);

/// <summary>The flags of <c>git update-index</c> that hide changes.</summary>
public enum GitHiddenFlag
{
    /// <summary><c>--assume-unchanged</c>.</summary>
    AssumeUnchanged,

    /// <summary><c>--skip-worktree</c>.</summary>
    SkipWorktree,
}

/// <summary>How HEAD stands to the upstream main branch.</summary>
/// <param name="Name">The branch, <c>origin/main</c>; null where there is no remote.</param>
/// <param name="Fetch">How the fetch went.</param>
/// <param name="FetchMessage">What git said when it did not go well.</param>
/// <param name="Ahead">Commits of HEAD that upstream lacks.</param>
/// <param name="Behind">Commits of upstream that HEAD lacks.</param>
/// <param name="HasNews">Whether this fetch brought commits that nobody had fetched before.</param>
public sealed record GitUpstreamState(
    string? Name,
    GitFetch Fetch,
    string? FetchMessage = null,
    int Ahead = 0,
    int Behind = 0,
    bool HasNews = false
);

/// <summary>How a fetch of the upstream main branch went.</summary>
public enum GitFetch
{
    /// <summary>Not tried: there is nothing to fetch from, or nothing to compare.</summary>
    NotTried,

    /// <summary>It is up to date.</summary>
    Done,

    /// <summary>The remote has no such branch.</summary>
    NoBranch,

    /// <summary>The remote cannot be reached.</summary>
    Offline,

    /// <summary>The remote took too long.</summary>
    TimedOut,

    /// <summary>The remote refused the credentials, or there were none.</summary>
    Denied,

    /// <summary>The remote is there, but not a repository; or it failed in another way.</summary>
    Failed,
}
