using Deploy.Tools.Git;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>Decides whether a checkout is what upstream's main branch has. Pure: it looks at nothing but the state.</summary>
public static class GitGuard
{
    /// <summary>Everything that speaks against deploying the checkout; nothing if it may be.</summary>
    /// <param name="state">The checkout, fetched afresh.</param>
    /// <param name="planned">The commit that the run was planned for.</param>
    public static IReadOnlyList<GitProblem> Check(GitState state, string planned) =>
        Unusable(state) is { } problem
            ? [problem]
            : [.. Head(state, planned), .. TreeProblems.Of(state), .. UpstreamProblems.Of(state)];

    /// <summary>What has changed here since the run was planned, whatever upstream does.</summary>
    /// <param name="state">The checkout.</param>
    /// <param name="planned">The commit that the run was planned for.</param>
    public static IReadOnlyList<GitProblem> CheckTree(GitState state, string planned) =>
        Unusable(state) is { } problem ? [problem] : [.. Head(state, planned), .. TreeProblems.Of(state)];

    private static GitProblem? Unusable(GitState state) =>
        state switch
        {
            { Repository: GitRepositoryState.None } => new(
                GitProblemKind.NoRepository,
                "there is no git repository here",
                "run it in a checkout of the repository"
            ),
            { Repository: GitRepositoryState.Bare } => new(
                GitProblemKind.Bare,
                "this is a bare repository, without a checkout",
                "run it in a checkout of the repository"
            ),
            { Repository: GitRepositoryState.Untrusted } => new(
                GitProblemKind.Untrusted,
                "git does not trust this repository, because it belongs to another user",
                "run it as that user, or: git config --global --add safe.directory FOLDER"
            ),
            { Head: null } => new(GitProblemKind.NoCommit, "there is no commit yet", "commit first"),
            _ => null,
        };

    private static IEnumerable<GitProblem> Head(GitState state, string planned)
    {
        if (state.Head != planned)
        {
            yield return new(
                GitProblemKind.HeadMoved,
                $"{Short(state.Head!)} is checked out now, but this run was planned for {Short(planned)}",
                "leave the checkout alone while a run is under way, and run again"
            );
        }

        if (state.Operation != GitOperation.None)
        {
            var command = CommandOf(state.Operation);
            yield return new(
                GitProblemKind.OperationUnderWay,
                $"a git {command} is under way",
                state.Operation == GitOperation.Bisect
                    ? "git bisect reset"
                    : $"finish it (git {command} --continue) or give it up (git {command} --abort)"
            );
        }
    }

    private static string CommandOf(GitOperation operation) =>
        operation == GitOperation.CherryPick ? "cherry-pick" : operation.ToString().ToLowerInvariant();

    private static string Short(string commit) =>
        commit.Length > ImageTag.CommitDigits ? commit[..ImageTag.CommitDigits] : commit;
}
