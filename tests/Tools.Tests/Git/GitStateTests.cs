using Deploy.Testing;
using Deploy.Tools.Git;

namespace Deploy.Tools.Tests.Git;

/// <summary>Every state of a checkout that the guard tells apart, on real repositories.</summary>
public sealed class GitStateTests(GitTemplate template) : IDisposable
{
    private readonly GitSandbox _sandbox = new(template);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Should_find_nothing_wrong_with_a_fresh_clone()
    {
        var state = await _sandbox.StateAsync();
        state.Repository.ShouldBe(GitRepositoryState.Found);
        state.Root.ShouldBe(_sandbox.Clone);
        state.Head.ShouldBe(_sandbox.Head);
        state.Branch.ShouldBe("main");
        state.Operation.ShouldBe(GitOperation.None);
        (state.IsShallow, state.IsWorktree).ShouldBe((false, false));
        state.Changes.ShouldBeEmpty();
        state.Hidden.ShouldBeEmpty();
        state.Ignored.ShouldBeEmpty();
        state.Upstream.ShouldBe(new GitUpstreamState("origin/main", GitFetch.Done));
    }

    [Fact]
    public async Task Should_find_the_repository_from_a_folder_inside() =>
        (await _sandbox.StateAsync(Path.Combine(_sandbox.Clone, "src"))).Root.ShouldBe(_sandbox.Clone);

    [Fact]
    public async Task Fault_35_should_tell_that_there_is_no_repository()
    {
        using var folder = new TemporaryFolder();
        (await _sandbox.StateAsync(folder.Path)).Repository.ShouldBe(GitRepositoryState.None);
    }

    [Fact]
    public async Task Should_tell_a_repository_without_checkout() =>
        (await _sandbox.StateAsync(_sandbox.Upstream)).Repository.ShouldBe(GitRepositoryState.Bare);

    [Fact]
    public async Task Fault_35_should_tell_that_there_is_no_commit()
    {
        GitSandbox.Run(_sandbox.Folder, "init --quiet --initial-branch=main empty");
        var state = await _sandbox.StateAsync(Path.Combine(_sandbox.Folder, "empty"));
        (state.Head, state.Branch).ShouldBe((null, "main"));
    }

    [Fact]
    public async Task Fault_35_should_tell_that_there_is_no_remote()
    {
        GitSandbox.Run(_sandbox.Clone, "remote rename origin elsewhere");
        (await _sandbox.StateAsync()).Upstream.ShouldBe(new GitUpstreamState(null, GitFetch.NotTried, "elsewhere"));
    }

    [Fact]
    public async Task Fault_35_should_tell_that_the_remote_has_no_such_branch()
    {
        var query = GitSandbox.Query with { MainBranch = "trunk" };
        (await _sandbox.StateAsync(query: query)).Upstream.Fetch.ShouldBe(GitFetch.NoBranch);
    }

    [Fact]
    public async Task Should_take_master_where_there_is_no_main()
    {
        GitSandbox.Run(_sandbox.Upstream, "branch --move main master");
        GitSandbox.Run(_sandbox.Clone, "remote set-head origin --delete");
        (await _sandbox.StateAsync()).Upstream.ShouldBe(
            new GitUpstreamState("origin/master", GitFetch.Done, HasNews: true)
        );
    }

    [Fact]
    public async Task Fault_35_should_tell_a_detached_head()
    {
        GitSandbox.Run(_sandbox.Clone, "checkout --quiet --detach");
        var state = await _sandbox.StateAsync();
        (state.Head, state.Branch).ShouldBe((_sandbox.Head, null));
        (state.Upstream.Ahead, state.Upstream.Behind).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Fault_35_should_count_commits_that_upstream_lacks()
    {
        _sandbox.Write("src/app.py", "print('two')\n");
        _sandbox.Commit("Second");
        var upstream = (await _sandbox.StateAsync()).Upstream;
        (upstream.Ahead, upstream.Behind, upstream.HasNews).ShouldBe((1, 0, false));
    }

    [Fact]
    public async Task Fault_35_should_fetch_before_it_compares()
    {
        _sandbox.ColleaguePushes();
        var upstream = (await _sandbox.StateAsync()).Upstream;
        (upstream.Ahead, upstream.Behind, upstream.HasNews).ShouldBe((0, 1, true));
    }

    [Fact]
    public async Task Should_tell_what_was_fetched_before_from_news()
    {
        _sandbox.ColleaguePushes();
        GitSandbox.Run(_sandbox.Clone, "fetch --quiet");
        var upstream = (await _sandbox.StateAsync()).Upstream;
        (upstream.Ahead, upstream.Behind, upstream.HasNews).ShouldBe((0, 1, false));
    }

    [Fact]
    public async Task Fault_35_should_count_both_sides_of_a_divergence()
    {
        _sandbox.ColleaguePushes();
        _sandbox.ColleaguePushes("second.txt");
        _sandbox.Write("mine.txt", "mine\n");
        _sandbox.Commit("Mine");
        var upstream = (await _sandbox.StateAsync()).Upstream;
        (upstream.Ahead, upstream.Behind).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Should_compare_without_a_fetch_when_none_is_wanted()
    {
        _sandbox.ColleaguePushes();
        var upstream = (await _sandbox.StateAsync(query: GitSandbox.Query with { FetchTimeout = null })).Upstream;
        upstream.ShouldBe(new GitUpstreamState("origin/main", GitFetch.NotTried));
    }

    [Fact]
    public async Task Should_look_at_the_tree_alone()
    {
        _sandbox.Write("src/app.py", "print('two')\n");
        var state = await _sandbox.StateAsync(query: new("", null, [], null));
        state.Changes.ShouldBe([new("src/app.py", GitChangeKind.Unstaged)]);
        state.Upstream.Name.ShouldBeNull();
    }

    [Fact]
    public async Task Should_tell_that_the_remote_is_no_repository()
    {
        GitSandbox.Run(_sandbox.Clone, "remote set-url origin /nowhere/at-all");
        var upstream = (await _sandbox.StateAsync()).Upstream;
        upstream.Fetch.ShouldBe(GitFetch.Failed);
        upstream.FetchMessage.ShouldBe("'/nowhere/at-all' does not appear to be a git repository");
    }

    [Fact]
    public async Task Should_tell_that_the_remote_cannot_be_reached()
    {
        // Nothing listens on port 9 of loopback.
        GitSandbox.Run(_sandbox.Clone, "remote set-url origin https://user:canary@127.0.0.1:9/repository.git");
        var upstream = (await _sandbox.StateAsync()).Upstream;
        upstream.Fetch.ShouldBe(GitFetch.Offline);
        upstream.FetchMessage!.ShouldNotContain("canary");
    }

    [Fact]
    public async Task Should_tell_that_the_remote_takes_too_long()
    {
        // A helper of the remote's address that never answers; users have ssh hang this way.
        GitSandbox.Run(_sandbox.Clone, "config core.sshCommand \"sleep 600 #\"");
        GitSandbox.Run(_sandbox.Clone, "remote set-url origin ssh://host.invalid/repository.git");
        var query = GitSandbox.Query with { FetchTimeout = TimeSpan.FromMilliseconds(200) };
        (await _sandbox.StateAsync(query: query)).Upstream.Fetch.ShouldBe(GitFetch.TimedOut);
    }

    [Fact]
    public async Task Should_tell_changes_by_kind()
    {
        _sandbox.Write("staged.txt", "new\n");
        GitSandbox.Run(_sandbox.Clone, "add staged.txt");
        _sandbox.Write("src/app.py", "print('changed')\n");
        _sandbox.Write("odd \"name\"\nwith a line end", "x\n");
        (await _sandbox.StateAsync()).Changes.ShouldBe(
            [
                new("staged.txt", GitChangeKind.Staged),
                new("src/app.py", GitChangeKind.Unstaged),
                new("odd \"name\"\nwith a line end", GitChangeKind.Untracked),
            ],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Should_tell_a_file_that_is_staged_and_changed_again()
    {
        _sandbox.Write("src/app.py", "print('two')\n");
        GitSandbox.Run(_sandbox.Clone, "add --all");
        _sandbox.Write("src/app.py", "print('three')\n");
        (await _sandbox.StateAsync()).Changes.ShouldBe([
            new("src/app.py", GitChangeKind.Staged),
            new("src/app.py", GitChangeKind.Unstaged),
        ]);
    }

    [Fact]
    public async Task Should_see_untracked_files_whatever_the_user_configured()
    {
        GitSandbox.Run(_sandbox.Clone, "config status.showUntrackedFiles no");
        _sandbox.Write("new/file.txt", "x\n");
        (await _sandbox.StateAsync()).Changes.ShouldBe([new("new/file.txt", GitChangeKind.Untracked)]);
    }

    [Fact]
    public async Task Fault_35_should_tell_a_merge_and_its_conflict()
    {
        Conflict("merge");
        var state = await _sandbox.StateAsync();
        state.Operation.ShouldBe(GitOperation.Merge);
        state.Changes.ShouldContain(new GitChange("src/app.py", GitChangeKind.Conflicted));
    }

    [Theory]
    [InlineData("rebase", GitOperation.Rebase)]
    [InlineData("rebase --apply", GitOperation.Rebase)]
    [InlineData("cherry-pick", GitOperation.CherryPick)]
    public async Task Fault_35_should_tell_what_is_under_way(string command, GitOperation operation)
    {
        Conflict(command);
        (await _sandbox.StateAsync()).Operation.ShouldBe(operation);
    }

    [Fact]
    public async Task Should_tell_a_revert()
    {
        _sandbox.Write("src/app.py", "print('two')\n");
        _sandbox.Commit("Second");
        _sandbox.Write("src/app.py", "print('three')\n");
        _sandbox.Commit("Third");
        GitSandbox.Run(_sandbox.Clone, "revert HEAD~1", mayFail: true);
        (await _sandbox.StateAsync()).Operation.ShouldBe(GitOperation.Revert);
    }

    [Fact]
    public async Task Should_tell_mails_being_applied()
    {
        _sandbox.Write("src/app.py", "print('two')\n");
        _sandbox.Commit("Second");
        GitSandbox.Run(_sandbox.Clone, "format-patch --quiet -1 --output=../patch");
        GitSandbox.Run(_sandbox.Clone, "am ../patch", mayFail: true);
        (await _sandbox.StateAsync()).Operation.ShouldBe(GitOperation.Am);
    }

    [Fact]
    public async Task Should_tell_a_bisection()
    {
        GitSandbox.Run(_sandbox.Clone, "bisect start");
        (await _sandbox.StateAsync()).Operation.ShouldBe(GitOperation.Bisect);
    }

    [Fact]
    public async Task Fault_35_should_tell_a_shallow_clone()
    {
        _sandbox.ColleaguePushes();
        GitSandbox.Run(_sandbox.Folder, $"clone --quiet --depth=1 file://{_sandbox.Upstream} shallow");
        var state = await _sandbox.StateAsync(Path.Combine(_sandbox.Folder, "shallow"));
        state.IsShallow.ShouldBeTrue();
        (state.Upstream.Ahead, state.Upstream.Behind).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Fault_35_should_tell_a_second_worktree()
    {
        GitSandbox.Run(_sandbox.Clone, "worktree add --quiet ../second");
        var state = await _sandbox.StateAsync(Path.Combine(_sandbox.Folder, "second"));
        (state.IsWorktree, state.Branch).ShouldBe((true, "second"));
        state.Upstream.Fetch.ShouldBe(GitFetch.Done);
    }

    [Fact]
    public async Task Should_see_an_operation_in_the_worktree_where_it_is()
    {
        GitSandbox.Run(_sandbox.Clone, "worktree add --quiet ../second");
        GitSandbox.Run(Path.Combine(_sandbox.Folder, "second"), "bisect start");
        (await _sandbox.StateAsync()).Operation.ShouldBe(GitOperation.None);
    }

    [Fact]
    public async Task Fault_35_should_tell_a_dirty_submodule()
    {
        GitSandbox.Run(_sandbox.Clone, "submodule --quiet add ../upstream.git lib");
        _sandbox.Commit("Add a submodule");
        (await _sandbox.StateAsync()).Changes.ShouldBeEmpty();
        _sandbox.Write("lib/src/app.py", "print('dirty')\n");
        (await _sandbox.StateAsync()).Changes.ShouldBe([new("lib", GitChangeKind.Submodule)]);
    }

    [Fact]
    public async Task Fault_35_should_see_a_submodule_that_is_configured_away()
    {
        GitSandbox.Run(_sandbox.Clone, "submodule --quiet add ../upstream.git lib");
        _sandbox.Commit("Add a submodule");
        GitSandbox.Run(_sandbox.Clone, "config submodule.lib.ignore all");
        _sandbox.Write("lib/untracked.py", "x\n");
        (await _sandbox.StateAsync()).Changes.ShouldBe([new("lib", GitChangeKind.Submodule)]);
    }

    [Fact]
    public async Task Fault_35_should_list_what_is_ignored_inside_the_sources_only()
    {
        _sandbox.Write("src/debug.log", "x\n");
        _sandbox.Write("src/build/out.js", "x\n");
        _sandbox.Write("srcs.log", "x\n");
        _sandbox.Write("build/out.js", "x\n");
        (await _sandbox.StateAsync()).Ignored.ShouldBe(["src/build/", "src/debug.log"], ignoreOrder: true);
    }

    [Fact]
    public async Task Should_see_sources_inside_an_ignored_folder()
    {
        _sandbox.Write("build/generated/app.py", "x\n");
        var query = GitSandbox.Query with { SourcePaths = ["build/generated"] };
        (await _sandbox.StateAsync(query: query)).Ignored.ShouldBe(["build/"]);
    }

    [Fact]
    public async Task Fault_35_should_see_files_that_git_was_told_to_assume_unchanged()
    {
        GitSandbox.Run(_sandbox.Clone, "update-index --assume-unchanged src/app.py");
        _sandbox.Write("src/app.py", "print('hidden')\n");
        var state = await _sandbox.StateAsync();
        state.Changes.ShouldBeEmpty();
        state.Hidden.ShouldBe([new GitHiddenFile("src/app.py", GitHiddenFlag.AssumeUnchanged)]);
    }

    [Fact]
    public async Task Fault_35_should_see_files_that_git_was_told_to_skip()
    {
        GitSandbox.Run(_sandbox.Clone, "update-index --skip-worktree src/app.py");
        _sandbox.Write("src/app.py", "print('hidden')\n");
        var state = await _sandbox.StateAsync();
        state.Changes.ShouldBeEmpty();
        state.Hidden.ShouldBe([new GitHiddenFile("src/app.py", GitHiddenFlag.SkipWorktree)]);
    }

    [Fact]
    public async Task Should_not_take_a_sparse_checkout_for_hidden_changes()
    {
        _sandbox.Write("other/file.txt", "x\n");
        _sandbox.Commit("More");
        GitSandbox.Run(_sandbox.Clone, "sparse-checkout set src");
        File.Exists(Path.Combine(_sandbox.Clone, "other", "file.txt")).ShouldBeFalse();
        (await _sandbox.StateAsync()).Hidden.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_leave_the_users_index_alone()
    {
        var index = Path.Combine(_sandbox.Clone, ".git", "index");
        _sandbox.Write("src/app.py", "print('changed')\n");
        var before = await File.ReadAllBytesAsync(index);
        await _sandbox.StateAsync();
        (await File.ReadAllBytesAsync(index)).ShouldBe(before);
        File.Exists(Path.Combine(_sandbox.Clone, ".git", "FETCH_HEAD")).ShouldBeFalse();
    }

    private void Conflict(string command)
    {
        GitSandbox.Run(_sandbox.Clone, "checkout --quiet -b other");
        _sandbox.Write("src/app.py", "print('other')\n");
        _sandbox.Commit("Other");
        GitSandbox.Run(_sandbox.Clone, "checkout --quiet main");
        _sandbox.Write("src/app.py", "print('main')\n");
        _sandbox.Commit("Main");
        GitSandbox.Run(_sandbox.Clone, $"{command} other", mayFail: true);
    }
}
