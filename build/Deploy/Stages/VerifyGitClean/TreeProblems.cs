using Deploy.Tools.Git;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>What differs between the files and the commit.</summary>
internal static class TreeProblems
{
    private const int Named = 3;

    public static IEnumerable<GitProblem> Of(GitState state) =>
        [
            .. Changed(state, GitChangeKind.Conflicted, GitProblemKind.Conflicted, "in conflict", "resolve and commit"),
            .. Changed(
                state,
                GitChangeKind.Staged,
                GitProblemKind.Staged,
                "staged, but not committed",
                "git commit, or git stash"
            ),
            .. Changed(
                state,
                GitChangeKind.Unstaged,
                GitProblemKind.Unstaged,
                "changed",
                "commit, stash or undo the changes"
            ),
            .. Changed(
                state,
                GitChangeKind.Untracked,
                GitProblemKind.Untracked,
                "not known to git",
                "commit, ignore or delete them"
            ),
            .. Changed(
                state,
                GitChangeKind.Submodule,
                GitProblemKind.DirtySubmodule,
                "submodules that are changed or at another commit",
                "commit inside, or git submodule update"
            ),
            .. Hidden(state, GitHiddenFlag.AssumeUnchanged, GitProblemKind.AssumeUnchanged, "assume-unchanged"),
            .. Hidden(state, GitHiddenFlag.SkipWorktree, GitProblemKind.SkipWorktree, "skip-worktree"),
            .. Ignored(state),
        ];

    private static IEnumerable<GitProblem> Changed(
        GitState state,
        GitChangeKind change,
        GitProblemKind kind,
        string what,
        string next
    ) => Paths([.. state.Changes.Where(found => found.Kind == change).Select(found => found.Path)], kind, what, next);

    private static IEnumerable<GitProblem> Hidden(
        GitState state,
        GitHiddenFlag flag,
        GitProblemKind kind,
        string name
    ) =>
        Paths(
            [.. state.Hidden.Where(found => found.Flag == flag).Select(found => found.Path)],
            kind,
            $"marked {name}, so that git does not see whether they are changed",
            $"git update-index --no-{name} FILE"
        );

    // Byte code is everywhere that Python ran, and never goes into anything.
    private static IEnumerable<GitProblem> Ignored(GitState state) =>
        Paths(
            [
                .. state.Ignored.Where(path =>
                    !path.Split('/').Contains("__pycache__") && !path.EndsWith(".pyc", StringComparison.Ordinal)
                ),
            ],
            GitProblemKind.IgnoredSources,
            "ignored by git, so that they go into no image, though among the sources",
            "commit them if they are needed",
            refuses: false
        );

    private static IEnumerable<GitProblem> Paths(
        IReadOnlyCollection<string> paths,
        GitProblemKind kind,
        string what,
        string next,
        bool refuses = true
    )
    {
        if (paths.Count > 0)
        {
            var names = string.Join(", ", paths.Take(Named).Select(Printable.Escape));
            var more = paths.Count > Named ? $" and {paths.Count - Named} more" : "";
            yield return new(kind, $"{what}: {names}{more}", next, refuses);
        }
    }
}
