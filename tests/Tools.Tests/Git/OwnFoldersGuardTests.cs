using Deploy.Testing.Processes;
using Deploy.Tools.Git;

namespace Deploy.Tools.Tests.Git;

/// <summary>What a clone brings along where only the program may write, on real repositories.</summary>
public sealed class OwnFoldersGuardTests(GitTemplate template) : IDisposable
{
    private readonly GitSandbox _sandbox = new(template);
    private int _questions;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(".deploy/undo/files.json")]
    [InlineData(".sandbox/kubeconfig")]
    [InlineData(".tools/helm/4.99.0/helm")]
    [InlineData(".deploy")]
    public async Task Fault_44_Should_refuse_what_git_tracks_there_by_its_name(string file)
    {
        Write(file);
        GitSandbox.Run(_sandbox.Clone, $"add --force {file}");

        var refused = await Should.ThrowAsync<RefusedException>(() => LookAsync(_sandbox.Clone));

        refused.Problem.ShouldStartWith($"Git tracks {file}, where only this program itself may write");
        refused.NextStep.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("update-index --index-version 4")]
    [InlineData("update-index --split-index")]
    public async Task Fault_44_Should_refuse_it_however_the_index_is_written(string command)
    {
        Write(".dep/neighbour");
        Write(".deploy/runs/1/journal.jsonl");
        GitSandbox.Run(_sandbox.Clone, "add --force .dep .deploy");
        GitSandbox.Run(_sandbox.Clone, command);

        await Should.ThrowAsync<RefusedException>(() => LookAsync(_sandbox.Clone));
    }

    [Fact]
    public async Task Fault_44_Should_refuse_it_in_a_folder_of_the_repository()
    {
        Write("src/.tools/helm/4.1.4/helm");
        GitSandbox.Run(_sandbox.Clone, "add --force src");

        var refused = await Should.ThrowAsync<RefusedException>(() => LookAsync(Path.Combine(_sandbox.Clone, "src")));

        refused.Problem.ShouldStartWith("Git tracks .tools/helm/4.1.4/helm, ");
    }

    [Fact]
    public async Task Should_not_ask_git_where_its_index_mentions_none_of_them()
    {
        Write(".deploy/runs/1/journal.jsonl");

        await LookAsync(_sandbox.Clone);

        _questions.ShouldBe(0);
    }

    [Theory]
    [InlineData("docs/.deploy.md")]
    [InlineData(".deployment/config")]
    public async Task Should_take_what_only_looks_alike(string file)
    {
        Write(file);
        Write(".deploy/runs/1/journal.jsonl");
        GitSandbox.Run(_sandbox.Clone, $"add --force {file}");

        await LookAsync(_sandbox.Clone);

        _questions.ShouldBe(1);
    }

    [Fact]
    public async Task Should_take_a_folder_that_is_in_no_repository()
    {
        Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "plain", ".deploy"));

        await LookAsync(Path.Combine(_sandbox.Folder, "plain"));
    }

    private void Write(string file)
    {
        var path = Path.Combine(_sandbox.Clone, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "theirs\n");
    }

    private Task LookAsync(string root) =>
        new OwnFoldersGuard(
            () =>
            {
                _questions++;
                return RealCommands.Host();
            },
            new RepositoryPaths(root)
        ).RunAsync(TestContext.Current.CancellationToken);
}
