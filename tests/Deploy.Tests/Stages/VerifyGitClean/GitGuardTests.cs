using Deploy.Stages.VerifyGitClean;
using Deploy.Tools.Git;

namespace Deploy.Tests.Stages.VerifyGitClean;

public sealed class GitGuardTests
{
    private const string Head = "0123456789abcdef0123456789abcdef01234567";

    private static readonly GitState _clean = new(
        "/repo",
        GitRepositoryState.Found,
        Head,
        "main",
        GitOperation.None,
        IsShallow: false,
        IsWorktree: false,
        [],
        [],
        [],
        new("origin/main", GitFetch.Done)
    );

    [Fact]
    public void Should_let_the_head_of_upstream_pass() => Check(_clean).ShouldBeEmpty();

    [Fact]
    public void Fault_35_should_let_it_pass_detached_on_another_branch_and_in_a_second_worktree()
    {
        Check(_clean with { Branch = null }).ShouldBeEmpty();
        Check(_clean with { Branch = "release" }).ShouldBeEmpty();
        Check(_clean with { IsWorktree = true }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(GitRepositoryState.None, GitProblemKind.NoRepository, "there is no git repository here")]
    [InlineData(GitRepositoryState.Bare, GitProblemKind.Bare, "this is a bare repository, without a checkout")]
    [InlineData(
        GitRepositoryState.Untrusted,
        GitProblemKind.Untrusted,
        "git does not trust this repository, because it belongs to another user"
    )]
    public void Fault_35_should_refuse_without_a_checkout(
        GitRepositoryState state,
        GitProblemKind kind,
        string message
    ) => ShouldBeOne(Check(GitState.Without(state)), kind, message);

    [Fact]
    public void Fault_35_should_refuse_without_a_commit() =>
        ShouldBeOne(Check(_clean with { Head = null }), GitProblemKind.NoCommit, "there is no commit yet");

    [Fact]
    public void Should_refuse_another_commit_than_planned() =>
        ShouldBeOne(
            Check(_clean with { Head = "fedcba9876543210fedcba9876543210fedcba98" }),
            GitProblemKind.HeadMoved,
            "fedcba987654 is checked out now, but this run was planned for 0123456789ab"
        );

    [Theory]
    [InlineData(
        GitOperation.Merge,
        "a git merge is under way",
        "finish it (git merge --continue) or give it up (git merge --abort)"
    )]
    [InlineData(
        GitOperation.Rebase,
        "a git rebase is under way",
        "finish it (git rebase --continue) or give it up (git rebase --abort)"
    )]
    [InlineData(
        GitOperation.Am,
        "a git am is under way",
        "finish it (git am --continue) or give it up (git am --abort)"
    )]
    [InlineData(
        GitOperation.CherryPick,
        "a git cherry-pick is under way",
        "finish it (git cherry-pick --continue) or give it up (git cherry-pick --abort)"
    )]
    [InlineData(
        GitOperation.Revert,
        "a git revert is under way",
        "finish it (git revert --continue) or give it up (git revert --abort)"
    )]
    [InlineData(GitOperation.Bisect, "a git bisect is under way", "git bisect reset")]
    public void Fault_35_should_refuse_in_the_middle_of_something(GitOperation operation, string message, string next)
    {
        var problem = ShouldBeOne(
            Check(_clean with { Operation = operation }),
            GitProblemKind.OperationUnderWay,
            message
        );
        problem.NextStep.ShouldBe(next);
    }

    [Theory]
    [InlineData(GitChangeKind.Staged, GitProblemKind.Staged, "staged, but not committed: a.txt")]
    [InlineData(GitChangeKind.Unstaged, GitProblemKind.Unstaged, "changed: a.txt")]
    [InlineData(GitChangeKind.Untracked, GitProblemKind.Untracked, "not known to git: a.txt")]
    [InlineData(GitChangeKind.Conflicted, GitProblemKind.Conflicted, "in conflict: a.txt")]
    [InlineData(
        GitChangeKind.Submodule,
        GitProblemKind.DirtySubmodule,
        "submodules that are changed or at another commit: a.txt"
    )]
    public void Fault_35_should_refuse_changes(GitChangeKind change, GitProblemKind kind, string message) =>
        ShouldBeOne(Check(_clean with { Changes = [new("a.txt", change)] }), kind, message);

    [Fact]
    public void Should_name_three_files_and_count_the_rest() =>
        ShouldBeOne(
            Check(
                _clean with
                {
                    Changes = [.. "abcde".Select(letter => new GitChange($"{letter}\u001b", GitChangeKind.Untracked))],
                }
            ),
            GitProblemKind.Untracked,
            "not known to git: a\\u001b, b\\u001b, c\\u001b and 2 more"
        );

    [Theory]
    [InlineData(
        GitHiddenFlag.AssumeUnchanged,
        GitProblemKind.AssumeUnchanged,
        "marked assume-unchanged, so that git does not see whether they are changed: a.txt",
        "git update-index --no-assume-unchanged FILE"
    )]
    [InlineData(
        GitHiddenFlag.SkipWorktree,
        GitProblemKind.SkipWorktree,
        "marked skip-worktree, so that git does not see whether they are changed: a.txt",
        "git update-index --no-skip-worktree FILE"
    )]
    public void Fault_35_should_refuse_what_git_was_told_not_to_see(
        GitHiddenFlag flag,
        GitProblemKind kind,
        string message,
        string next
    ) => ShouldBeOne(Check(_clean with { Hidden = [new("a.txt", flag)] }), kind, message).NextStep.ShouldBe(next);

    [Fact]
    public void Fault_35_should_tell_of_ignored_sources_but_not_of_byte_code()
    {
        var problem = Check(
                _clean with
                {
                    Ignored = ["src/.env", "src/__pycache__/", "src/a/__pycache__/b.txt", "src/old.pyc"],
                }
            )
            .ShouldHaveSingleItem();
        problem.Kind.ShouldBe(GitProblemKind.IgnoredSources);
        problem.Message.ShouldBe("ignored by git, so that they go into no image, though among the sources: src/.env");
        problem.Refuses.ShouldBeFalse();
    }

    [Fact]
    public void Fault_35_should_refuse_without_a_remote()
    {
        ShouldBeOne(
            Check(_clean with { Upstream = new(null, GitFetch.NotTried, "") }),
            GitProblemKind.NoRemote,
            "the repository has no remote"
        );
        ShouldBeOne(
            Check(_clean with { Upstream = new(null, GitFetch.NotTried, "fork, github") }),
            GitProblemKind.NoRemote,
            "the repository has no remote of the expected name; it has fork, github"
        );
    }

    [Theory]
    [InlineData(GitFetch.NoBranch, GitProblemKind.NoUpstreamBranch, "there is no branch origin/main")]
    [InlineData(
        GitFetch.Offline,
        GitProblemKind.Offline,
        "origin/main cannot be fetched, its host cannot be reached: why"
    )]
    [InlineData(
        GitFetch.TimedOut,
        GitProblemKind.FetchTimedOut,
        "origin/main cannot be fetched: its host took too long"
    )]
    [InlineData(GitFetch.Denied, GitProblemKind.FetchDenied, "origin/main cannot be fetched, access was refused: why")]
    [InlineData(GitFetch.Failed, GitProblemKind.FetchFailed, "origin/main cannot be fetched: why")]
    public void Fault_35_should_refuse_when_upstream_is_unknown(GitFetch fetch, GitProblemKind kind, string message) =>
        ShouldBeOne(Check(_clean with { Upstream = new("origin/main", fetch, "why") }), kind, message);

    [Theory]
    [InlineData(1, 0, false, GitProblemKind.Ahead, "HEAD has 1 commit that origin/main lacks")]
    [InlineData(0, 2, false, GitProblemKind.Behind, "HEAD is 2 commits behind origin/main")]
    [InlineData(
        0,
        2,
        true,
        GitProblemKind.Unfetched,
        "origin/main has moved on: HEAD lacks 2 commits that were fetched just now"
    )]
    [InlineData(
        1,
        2,
        true,
        GitProblemKind.Diverged,
        "HEAD and origin/main have diverged: 1 commit here, 2 commits there"
    )]
    public void Fault_35_should_refuse_what_differs_from_upstream(
        int ahead,
        int behind,
        bool news,
        GitProblemKind kind,
        string message
    ) => ShouldBeOne(Check(Differing(ahead, behind, news)), kind, message);

    [Fact]
    public void Should_say_that_a_differing_head_is_detached() =>
        ShouldBeOne(
            Check(Differing(0, 1, news: false) with { Branch = null }),
            GitProblemKind.Detached,
            "HEAD is detached, and not at the head of origin/main: HEAD is 1 commit behind origin/main"
        );

    [Fact]
    public void Fault_35_should_only_mention_a_shallow_clone_at_the_head_of_upstream()
    {
        var problem = Check(_clean with { IsShallow = true }).ShouldHaveSingleItem();
        (problem.Kind, problem.Refuses).ShouldBe((GitProblemKind.Shallow, false));
    }

    [Fact]
    public void Fault_35_should_refuse_a_shallow_clone_elsewhere() =>
        ShouldBeOne(
            Check(Differing(3, 5, news: false) with { IsShallow = true }),
            GitProblemKind.Shallow,
            "HEAD is not the head of origin/main, and in a shallow clone nobody can tell how they differ"
        );

    [Fact]
    public void Should_name_everything_at_once() =>
        Check(
                Differing(0, 1, news: false) with
                {
                    Operation = GitOperation.Merge,
                    Changes = [new("a", GitChangeKind.Staged), new("b", GitChangeKind.Untracked)],
                }
            )
            .Select(problem => problem.Kind)
            .ShouldBe([
                GitProblemKind.OperationUnderWay,
                GitProblemKind.Staged,
                GitProblemKind.Untracked,
                GitProblemKind.Behind,
            ]);

    private static IReadOnlyList<GitProblem> Check(GitState state) => GitGuard.Check(state, Head);

    private static GitState Differing(int ahead, int behind, bool news) =>
        _clean with
        {
            Upstream = new("origin/main", GitFetch.Done, Ahead: ahead, Behind: behind, HasNews: news),
        };

    private static GitProblem ShouldBeOne(IReadOnlyList<GitProblem> problems, GitProblemKind kind, string message)
    {
        var problem = problems.ShouldHaveSingleItem();
        problem.Kind.ShouldBe(kind);
        problem.Message.ShouldBe(message);
        problem.Refuses.ShouldBeTrue();
        problem.NextStep.ShouldNotBeEmpty();
        return problem;
    }
}
