using Deploy.Stages.VerifyGitClean;
using Deploy.Testing;
using Deploy.Tools.Git;
using NSubstitute;

namespace Deploy.Tests.Stages.VerifyGitClean;

public sealed class VerifyGitTests
{
    private const string Head = "0123456789abcdef0123456789abcdef01234567";
    private readonly IGit _git = Substitute.For<IGit>();
    private readonly IRunEvents _events = Substitute.For<IRunEvents>();

    [Fact]
    public async Task Should_pass_in_silence()
    {
        Answer([], []);
        await VerifyAsync();
        _events.DidNotReceiveWithAnyArgs().Publish(default!);
    }

    [Fact]
    public async Task Should_ask_about_the_catalogs_main_branch_and_fetch()
    {
        Answer([], []);
        await VerifyAsync();
        await _git.Received()
            .StateAsync(
                Arg.Is<GitStateQuery>(query =>
                    query.Remote == "origin" && query.MainBranch == "main" && query.FetchTimeout != null
                ),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task Should_refuse_with_every_problem_and_what_to_do()
    {
        Answer([new("a", GitChangeKind.Staged), new("b", GitChangeKind.Untracked)], []);
        var refused = await Should.ThrowAsync<RefusedException>(VerifyAsync());
        refused.ExitCode.ShouldBe(ExitCode.Refused);
        refused.Problem.ShouldBe("staged, but not committed: a; not known to git: b");
        refused.NextStep.ShouldBe("git commit, or git stash; commit, ignore or delete them");
    }

    [Fact]
    public async Task Should_mention_what_is_no_reason_to_stop()
    {
        Answer([], [".env"]);
        await VerifyAsync();
        _events
            .Received()
            .Publish(
                new Note(
                    "ignored by git, so that they go into no image, though among the sources: .env (commit them if they are needed)",
                    IsWarning: true
                )
            );
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Should_only_warn_when_the_guard_was_taken_away(bool ignores, bool refuses)
    {
        Answer([new("a", GitChangeKind.Unstaged)], []);
        await VerifyAsync(
            new RunOptions
            {
                Concurrency = 1,
                IgnoreGitCheck = ignores,
                GuardsRefuse = refuses,
            }
        );
        _events.Received().Publish(new Note("changed: a (commit, stash or undo the changes)", IsWarning: true));
    }

    [Fact]
    public async Task Fault_36_should_refuse_to_go_on_when_a_commit_was_made_meanwhile()
    {
        Answer([], [], head: new string('a', 40));

        var refused = await Should.ThrowAsync<RefusedException>(VerifyAsync(isAgain: true));

        refused.Problem.ShouldBe("aaaaaaaaaaaa is checked out now, but this run was planned for 0123456789ab");
    }

    [Fact]
    public async Task Fault_36_should_refuse_to_go_on_when_a_file_was_changed_meanwhile()
    {
        Answer([new("services/app.py", GitChangeKind.Unstaged)], []);

        (await Should.ThrowAsync<RefusedException>(VerifyAsync(isAgain: true))).Problem.ShouldBe(
            "changed: services/app.py"
        );
    }

    [Fact]
    public async Task Should_not_fetch_to_see_whether_anything_changed_meanwhile()
    {
        Answer([], []);
        await VerifyAsync(isAgain: true);
        await _git.Received()
            .StateAsync(Arg.Is<GitStateQuery>(query => query.FetchTimeout == null), Arg.Any<CancellationToken>());
    }

    private void Answer(IReadOnlyList<GitChange> changes, IReadOnlyList<string> ignored, string head = Head) =>
        _git.StateAsync(Arg.Any<GitStateQuery>(), Arg.Any<CancellationToken>())
            .Returns(
                new GitState(
                    "/repo",
                    GitRepositoryState.Found,
                    head,
                    "main",
                    GitOperation.None,
                    IsShallow: false,
                    IsWorktree: false,
                    changes,
                    [],
                    ignored,
                    new("origin/main", GitFetch.Done)
                )
            );

    private Task VerifyAsync(RunOptions? options = null, bool isAgain = false)
    {
        var catalog = Catalogs.Demo;
        var scope = new RunScope(
            Pipeline.BuildAndInstallProd,
            catalog.Environments["staging"],
            catalog.Clusters["prod"],
            catalog.Regions["us-east-1"],
            [new("staging")],
            new([], [])
        );
        var plan = new Plan(
            scope,
            options ?? new RunOptions { Concurrency = 1 },
            new(Head, DateTimeOffset.UnixEpoch, "First", null),
            []
        );
        var step = new VerifyGit(_git, catalog, new OwnEdits(_git, catalog, new RepositoryPaths("/repo")), _events);
        return isAgain ? step.RequireUnchangedAsync(plan, default) : step.RunAsync(plan, default);
    }
}
