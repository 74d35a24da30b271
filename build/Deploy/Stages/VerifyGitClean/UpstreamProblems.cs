using Deploy.Tools.Git;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>How HEAD differs from upstream's main branch, or why that cannot be told.</summary>
internal static class UpstreamProblems
{
    public static IEnumerable<GitProblem> Of(GitState state)
    {
        if (Unknown(state.Upstream) is { } unknown)
        {
            return [unknown];
        }

        var difference = Difference(state.Upstream);
        return difference is null ? Shallow(refuses: false)
            : state.IsShallow ? Shallow(refuses: true)
            : state.Branch is null ? [Detached(state, difference)]
            : [difference];

        // Where HEAD is upstream's very commit, only change logs suffer. Elsewhere the counts would be wrong.
        IEnumerable<GitProblem> Shallow(bool refuses) =>
            state.IsShallow
                ?
                [
                    new(
                        GitProblemKind.Shallow,
                        refuses
                            ? $"HEAD is not the head of {state.Upstream.Name}, and in a shallow clone nobody can tell how they differ"
                            : "this is a shallow clone: change logs end where it does",
                        "git fetch --unshallow",
                        refuses
                    ),
                ]
                : [];
    }

    private static GitProblem? Unknown(GitUpstreamState upstream) =>
        upstream switch
        {
            { Name: null, FetchMessage: var remotes } => new(
                GitProblemKind.NoRemote,
                string.IsNullOrEmpty(remotes)
                    ? "the repository has no remote"
                    : $"the repository has no remote of the expected name; it has {remotes}",
                "git remote add origin URL"
            ),
            { Fetch: GitFetch.NoBranch } => new(
                GitProblemKind.NoUpstreamBranch,
                $"there is no branch {upstream.Name}",
                "correct main_branch in the catalog"
            ),
            { Fetch: GitFetch.Offline } => new(
                GitProblemKind.Offline,
                $"{upstream.Name} cannot be fetched, its host cannot be reached: {upstream.FetchMessage}",
                "check the network, then run again"
            ),
            { Fetch: GitFetch.TimedOut } => new(
                GitProblemKind.FetchTimedOut,
                $"{upstream.Name} cannot be fetched: its host took too long",
                "check the network (or whether git waits for a passphrase: git fetch), then run again"
            ),
            { Fetch: GitFetch.Denied } => new(
                GitProblemKind.FetchDenied,
                $"{upstream.Name} cannot be fetched, access was refused: {upstream.FetchMessage}",
                "see whether git fetch works, and log in where it asks"
            ),
            { Fetch: GitFetch.Failed } => new(
                GitProblemKind.FetchFailed,
                $"{upstream.Name} cannot be fetched: {upstream.FetchMessage}",
                "see what git fetch says"
            ),
            _ => null,
        };

    private static GitProblem? Difference(GitUpstreamState upstream) =>
        upstream switch
        {
            { Ahead: 0, Behind: 0 } => null,
            { Behind: 0 } => new(
                GitProblemKind.Ahead,
                $"HEAD has {Commits(upstream.Ahead)} that {upstream.Name} lacks",
                "have your work merged first"
            ),
            { Ahead: 0, HasNews: true } => new(
                GitProblemKind.Unfetched,
                $"{upstream.Name} has moved on: HEAD lacks {Commits(upstream.Behind)} that were fetched just now",
                $"git merge --ff-only {upstream.Name}"
            ),
            { Ahead: 0 } => new(
                GitProblemKind.Behind,
                $"HEAD is {Commits(upstream.Behind)} behind {upstream.Name}",
                $"git merge --ff-only {upstream.Name}"
            ),
            _ => new(
                GitProblemKind.Diverged,
                $"HEAD and {upstream.Name} have diverged: {Commits(upstream.Ahead)} here, {Commits(upstream.Behind)} there",
                $"git rebase {upstream.Name}, and have your work merged"
            ),
        };

    private static GitProblem Detached(GitState state, GitProblem difference) =>
        new(
            GitProblemKind.Detached,
            $"HEAD is detached, and not at the head of {state.Upstream.Name}: {difference.Message}",
            $"git switch --detach {state.Upstream.Name}"
        );

    private static string Commits(int count) => count == 1 ? "1 commit" : $"{count} commits";
}
