using Deploy.Tools.Tests.Processes;

namespace Deploy.Tools.Tests.Git;

public sealed class GitContentHashTests(GitTemplate template) : IDisposable
{
    private readonly GitSandbox _sandbox = new(template);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Should_be_the_same_for_the_same_contents_in_another_commit()
    {
        var before = await HashAsync();
        _sandbox.Write("docs/readme.txt", "x\n");
        _sandbox.Commit("Something else");
        (await HashAsync()).ShouldBe(before);
        before.Length.ShouldBe(64);
    }

    [Fact]
    public async Task Should_be_the_same_committed_or_not()
    {
        _sandbox.Write("src/app.py", "print('two')\n");
        _sandbox.Write("src/new.py", "print('new')\n");
        var dirty = await HashAsync();
        _sandbox.Commit("Second");
        (await HashAsync()).ShouldBe(dirty);
    }

    [Fact]
    public async Task Should_change_with_content_name_and_mode()
    {
        var hashes = new List<string> { await HashAsync() };
        _sandbox.Write("src/app.py", "print('two')\n");
        hashes.Add(await HashAsync());
        _sandbox.Write("src/new.py", "x\n");
        hashes.Add(await HashAsync());
        File.Move(Path.Combine(_sandbox.Clone, "src/new.py"), Path.Combine(_sandbox.Clone, "src/moved.py"));
        hashes.Add(await HashAsync());
        GitSandbox.Run(_sandbox.Clone, "update-index --chmod=+x src/app.py");
        ShellCommand.Run("chmod +x \"$1\"", [Path.Combine(_sandbox.Clone, "src/app.py")]);
        hashes.Add(await HashAsync());
        File.Delete(Path.Combine(_sandbox.Clone, "src/app.py"));
        hashes.Add(await HashAsync());
        hashes.ShouldBeUnique();
    }

    [Fact]
    public async Task Should_not_count_what_is_ignored_or_elsewhere()
    {
        var before = await HashAsync();
        _sandbox.Write("src/debug.log", "x\n");
        _sandbox.Write("elsewhere.txt", "x\n");
        (await HashAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("--assume-unchanged")]
    [InlineData("--skip-worktree")]
    public async Task Should_see_changes_that_git_was_told_not_to_see(string flag)
    {
        var before = await HashAsync();
        GitSandbox.Run(_sandbox.Clone, $"update-index {flag} src/app.py");
        (await HashAsync()).ShouldBe(before);
        _sandbox.Write("src/app.py", "print('hidden')\n");
        (await HashAsync()).ShouldNotBe(before);
    }

    [Fact]
    public async Task Should_be_the_same_from_any_folder()
    {
        var inside = await _sandbox.Git(Path.Combine(_sandbox.Clone, "src")).ContentHashAsync(["src"], default);
        inside.ShouldBe(await HashAsync());
    }

    [Fact]
    public async Task Should_take_odd_names_links_and_nested_repositories()
    {
        _sandbox.Write("src/odd\nname *?.py", "x\n");
        File.CreateSymbolicLink(Path.Combine(_sandbox.Clone, "src/link"), "/nowhere");
        GitSandbox.Run(_sandbox.Clone, "clone --quiet ../upstream.git src/nested");
        (await HashAsync()).ShouldBe(await HashAsync());
    }

    [Fact]
    public async Task Should_follow_a_file_that_became_a_folder()
    {
        var before = await HashAsync();
        File.Delete(Path.Combine(_sandbox.Clone, "src/app.py"));
        _sandbox.Write("src/app.py/inner.py", "x\n");
        (await HashAsync()).ShouldNotBe(before);
    }

    [Fact]
    public async Task Should_leave_index_and_repository_alone()
    {
        _sandbox.Write("src/app.py", "print('two')\n");
        var index = Path.Combine(_sandbox.Clone, ".git", "index");
        var before = (await File.ReadAllBytesAsync(index), GitSandbox.Run(_sandbox.Clone, "count-objects -v"));
        await HashAsync();
        (await File.ReadAllBytesAsync(index)).ShouldBe(before.Item1);
        GitSandbox.Run(_sandbox.Clone, "count-objects -v").ShouldBe(before.Item2);
    }

    private Task<string> HashAsync() => _sandbox.Git().ContentHashAsync(["src"], default);
}
