namespace Deploy.Stages.VerifyGitClean;

/// <summary>Something about the checkout that speaks against deploying it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">What, for people.</param>
/// <param name="NextStep">What to do about it.</param>
/// <param name="Refuses">Whether it stops a deploy; if not, people are told.</param>
public sealed record GitProblem(GitProblemKind Kind, string Message, string NextStep, bool Refuses = true);

/// <summary>What can speak against deploying a checkout.</summary>
public enum GitProblemKind
{
    /// <summary>There is no repository.</summary>
    NoRepository,

    /// <summary>There is a repository without a checkout.</summary>
    Bare,

    /// <summary>The repository belongs to somebody else.</summary>
    Untrusted,

    /// <summary>There is no commit.</summary>
    NoCommit,

    /// <summary>Another commit is checked out than the one that the run was planned for.</summary>
    HeadMoved,

    /// <summary>A merge, rebase or the like is under way.</summary>
    OperationUnderWay,

    /// <summary>Files are in conflict.</summary>
    Conflicted,

    /// <summary>Changes are staged.</summary>
    Staged,

    /// <summary>Files are changed.</summary>
    Unstaged,

    /// <summary>Files are new.</summary>
    Untracked,

    /// <summary>A submodule is not at its commit.</summary>
    DirtySubmodule,

    /// <summary>Files are marked assume-unchanged.</summary>
    AssumeUnchanged,

    /// <summary>Files are marked skip-worktree.</summary>
    SkipWorktree,

    /// <summary>There are ignored files among the sources.</summary>
    IgnoredSources,

    /// <summary>There is no remote.</summary>
    NoRemote,

    /// <summary>The remote has no main branch.</summary>
    NoUpstreamBranch,

    /// <summary>The remote cannot be reached.</summary>
    Offline,

    /// <summary>The remote did not answer in time.</summary>
    FetchTimedOut,

    /// <summary>The remote refused the credentials.</summary>
    FetchDenied,

    /// <summary>The fetch failed in another way.</summary>
    FetchFailed,

    /// <summary>Detached from every branch, and not at the head of upstream's main branch.</summary>
    Detached,

    /// <summary>HEAD has commits that upstream lacks.</summary>
    Ahead,

    /// <summary>HEAD lacks commits that had been fetched before.</summary>
    Behind,

    /// <summary>HEAD lacks commits that nobody had fetched.</summary>
    Unfetched,

    /// <summary>Both have commits that the other lacks.</summary>
    Diverged,

    /// <summary>The history is cut off.</summary>
    Shallow,
}
