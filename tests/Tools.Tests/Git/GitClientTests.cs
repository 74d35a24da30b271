using System.Text;
using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Tools.Git;

namespace Deploy.Tools.Tests.Git;

public sealed class GitClientTests(GitTemplate template) : IDisposable
{
    private readonly GitSandbox _sandbox = new(template);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Should_read_the_commit_that_is_checked_out() =>
        (await _sandbox.Git().HeadAsync(default)).ShouldBe(
            new GitCommit(_sandbox.Head, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "Someone", "First")
        );

    [Fact]
    public async Task Should_have_no_commit_before_the_first_one()
    {
        GitSandbox.Run(_sandbox.Folder, "init --quiet empty");
        (await _sandbox.Git(Path.Combine(_sandbox.Folder, "empty")).HeadAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task Should_have_no_root_without_a_repository()
    {
        using var folder = new TemporaryFolder();
        (await _sandbox.Git(folder.Path).RootAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task Should_list_the_commits_that_touched_a_path()
    {
        var from = _sandbox.Head;
        _sandbox.Write("src/app.py", "print('two')\n");
        _sandbox.Commit("Touch the app: \"quoted\" ä");
        _sandbox.Write("docs/readme.txt", "x\n");
        _sandbox.Commit("Touch the docs");
        _sandbox.Write("src/lib.py", "x\n");
        _sandbox.Commit("Touch the library");
        var log = await _sandbox.Git(Path.Combine(_sandbox.Clone, "docs")).LogAsync(from, "HEAD", ["src"], default);
        log.Select(commit => commit.Subject).ShouldBe(["Touch the library", "Touch the app: quoted ä"]);
    }

    [Fact]
    public async Task Should_read_files_of_a_commit_byte_for_byte()
    {
        _sandbox.Write("charts/a/values.yaml", "a: 1\r\nb: ä # no end");
        _sandbox.Commit("Values");
        var committed = _sandbox.Head;
        _sandbox.Write("charts/a/values.yaml", "changed");

        var files = await _sandbox
            .Git(Path.Combine(_sandbox.Clone, "charts"))
            .ContentsAsync(committed, ["charts/a/values.yaml", "absent.yaml"], default);

        files.ShouldHaveSingleItem().Key.ShouldBe("charts/a/values.yaml");
        Encoding.UTF8.GetString(files["charts/a/values.yaml"].Span).ShouldBe("a: 1\r\nb: ä # no end");
        GitSandbox.Run(_sandbox.Clone, "status --porcelain").ShouldBe(" M charts/a/values.yaml\n");
    }

    [Fact]
    public async Task Should_list_the_files_of_a_pattern_that_changed_between_commits()
    {
        var from = _sandbox.Head;
        _sandbox.Write("src/users/migrations/0001.py", "x\n");
        _sandbox.Write("src/users/app.py", "x\n");
        _sandbox.Commit("Migrate");

        var changed = await _sandbox.Git().ChangedAsync(from[..12], "HEAD", ["src/**/migrations/*.py"], default);

        changed.ShouldBe(["src/users/migrations/0001.py"]);
    }

    [Fact]
    public async Task Should_tell_where_a_remote_is()
    {
        (await _sandbox.Git().RemoteUrlAsync("origin", default)).ShouldNotBeNull().ShouldEndWith("upstream.git");
        (await _sandbox.Git().RemoteUrlAsync("nowhere", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Should_name_a_commit_that_is_not_there()
    {
        var run = _sandbox.Git().LogAsync("0123456789ab", "HEAD", [], default);
        (await Should.ThrowAsync<FailedException>(run)).Problem.ShouldStartWith("git log: ");
    }

    [Fact]
    public async Task Should_not_take_a_name_for_an_option()
    {
        var run = _sandbox.Git().LogAsync("--output=/tmp/x", "HEAD", [], default);
        await Should.ThrowAsync<FailedException>(run);
        File.Exists("/tmp/x..HEAD").ShouldBeFalse();
    }

    [Fact]
    public async Task Should_list_the_files_that_git_would_take()
    {
        _sandbox.Write("src/new.py", "x\n");
        _sandbox.Write("src/debug.log", "x\n");
        _sandbox.Write("src/gone.py", "x\n");
        GitSandbox.Run(_sandbox.Clone, "add src/gone.py");
        File.Delete(Path.Combine(_sandbox.Clone, "src", "gone.py"));
        (await _sandbox.Git().FilesAsync(["src"], default)).ShouldBe(["src/app.py", "src/new.py"]);
    }

    [Fact]
    public async Task Should_ask_git_in_a_way_that_no_configuration_changes()
    {
        var fixture = new CommandFixture().Answers(new Answer("/repo"));
        await new GitClient(fixture.Host, "/repo/src").RootAsync(default);
        var child = fixture.Invocations.ShouldHaveSingleItem();
        child.Arguments.ShouldBe(
            "--no-pager -c core.fsmonitor=false -c core.quotePath=false -c color.ui=false -c advice.detachedHead=false "
                + "-c gc.auto=0 -c maintenance.auto=false rev-parse --show-toplevel"
        );
        child.WorkingDirectory.ShouldBe("/repo/src");
        child.Environment["LC_ALL"].ShouldBe("C");
        child.Environment["GIT_OPTIONAL_LOCKS"].ShouldBe("0");
        child.Environment["GIT_TERMINAL_PROMPT"].ShouldBe("0");
        child.Environment["GIT_DIR"].ShouldBeNull();
    }

    [Fact]
    public async Task Should_look_with_six_processes()
    {
        var fixture = new CommandFixture().Answers(child =>
            child.Arguments switch
            {
                var arguments when arguments.Contains("rev-parse", StringComparison.Ordinal) => new(
                    "/r\n/r/.git\n/r/.git\nfalse\nrefs/remotes/origin/main"
                ),
                var arguments when arguments.Contains(" status ", StringComparison.Ordinal) => new("# branch.oid 1\0"),
                var arguments when arguments.EndsWith(" remote", StringComparison.Ordinal) => new("origin"),
                var arguments when arguments.Contains("rev-list", StringComparison.Ordinal) => new("0\t0"),
                _ => new(),
            }
        );
        await new GitClient(fixture.Host, "/r").StateAsync(GitSandbox.Query, default);
        fixture.Invocations.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData(
        "git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.",
        GitFetch.Denied
    )]
    [InlineData("fatal: Authentication failed for 'https://example.com/x.git/'", GitFetch.Denied)]
    [InlineData("fatal: could not read Username for 'https://example.com': terminal prompts disabled", GitFetch.Denied)]
    [InlineData("remote: Repository not found.\nfatal: repository 'https://example.com/x/' not found", GitFetch.Denied)]
    [InlineData(
        "fatal: unable to access 'https://example.com/': The requested URL returned error: 403",
        GitFetch.Denied
    )]
    [InlineData(
        "ssh: Could not resolve hostname example.invalid: Name or service not known\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights",
        GitFetch.Offline
    )]
    [InlineData(
        "fatal: unable to access 'https://example.com/': Could not resolve host: example.com",
        GitFetch.Offline
    )]
    [InlineData("ssh: connect to host example.com port 22: Connection timed out", GitFetch.Offline)]
    [InlineData("fatal: couldn't find remote ref refs/heads/trunk", GitFetch.NoBranch)]
    [InlineData("fatal: '/x' does not appear to be a git repository", GitFetch.Failed)]
    public void Should_tell_why_a_fetch_failed(string error, GitFetch fetch) =>
        GitFetchFailure.Classify(new(128, "", error)).ShouldBe(fetch);

    [Fact]
    public async Task Should_create_a_branch_and_disturb_nothing()
    {
        _sandbox.Write("run.sh", "echo\n");
        GitSandbox.Run(_sandbox.Clone, "add run.sh");
        GitSandbox.Run(_sandbox.Clone, "update-index --chmod=+x run.sh");
        GitSandbox.Run(_sandbox.Clone, "commit --quiet --message=Script");
        _sandbox.Write("src/app.py", "print('mine, not committed')\n");
        using var identity = new Identity(_sandbox.Clone);
        var (head, status) = (_sandbox.Head, GitSandbox.Run(_sandbox.Clone, "status --porcelain"));

        var id = await _sandbox
            .Git()
            .CreateBranchAsync(
                new(
                    "deploy/update",
                    head,
                    "Update infosite\n\n* one change\n",
                    new Dictionary<string, ReadOnlyMemory<byte>?>
                    {
                        ["charts/new/values.yaml"] = Encoding.UTF8.GetBytes("a: 1\n"),
                        ["run.sh"] = Encoding.UTF8.GetBytes("echo changed\n"),
                        ["src/app.py"] = null,
                    }
                ),
                default
            );

        GitSandbox.Run(_sandbox.Clone, "rev-parse deploy/update").Trim().ShouldBe(id);
        GitSandbox
            .Run(_sandbox.Clone, "log -1 --format=%B deploy/update")
            .ShouldBe("Update infosite\n\n* one change\n\n");
        GitSandbox
            .Run(_sandbox.Clone, $"diff-tree -r --no-commit-id --raw --abbrev=4 {id}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (line.Split(' ')[1], line.Split(' ')[4]))
            .ShouldBe([("100644", "A\tcharts/new/values.yaml"), ("100755", "M\trun.sh"), ("000000", "D\tsrc/app.py")]);
        _sandbox.Head.ShouldBe(head);
        GitSandbox.Run(_sandbox.Clone, "status --porcelain").ShouldBe(status);
    }

    [Fact]
    public async Task Should_not_touch_a_branch_that_exists()
    {
        var commit = new GitBranchCommit("main", _sandbox.Head, "x", new Dictionary<string, ReadOnlyMemory<byte>?>());
        var problem = await Should.ThrowAsync<RefusedException>(_sandbox.Git().CreateBranchAsync(commit, default));
        problem.Problem.ShouldBe("there is a branch 'main' already");
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("a..b")]
    public async Task Should_refuse_a_name_that_is_none(string branch)
    {
        var commit = new GitBranchCommit(branch, _sandbox.Head, "x", new Dictionary<string, ReadOnlyMemory<byte>?>());
        await Should.ThrowAsync<UsageException>(_sandbox.Git().CreateBranchAsync(commit, default));
    }

    // The committer comes from the user's configuration; a clone in a test has none.
    private sealed class Identity : IDisposable
    {
        public Identity(string clone)
        {
            GitSandbox.Run(clone, "config user.name Someone");
            GitSandbox.Run(clone, "config user.email someone@example.com");
        }

        public void Dispose() { }
    }
}
