using System.Text;
using Cake.Core.IO;
using Path = System.IO.Path;

namespace Deploy.Tools.Git;

/// <summary>Writes a branch with one commit by git's plumbing, through an index of its own.</summary>
internal sealed class GitBranchWriter(GitRunner git, DirectoryPath folder)
{
    private const string RegularFile = "100644";
    private const string NoObject = "0000000000000000000000000000000000000000";

    public async Task<string> WriteAsync(GitBranchCommit commit, CancellationToken cancel)
    {
        await RequireNewAsync(commit.Branch, cancel);
        var scratch = Directory.CreateTempSubdirectory("deploy-git-");
        try
        {
            var tree = await TreeAsync(commit, Path.Combine(scratch.FullName, "index"), cancel);
            var id = await TextAsync(
                ["commit-tree", tree, "-p", commit.Parent, "-F", "-"],
                Encoding.UTF8.GetBytes(commit.Message),
                cancel
            );
            // The empty old value makes git refuse when somebody was faster.
            await git.RunAsync(new(folder), ["update-ref", $"refs/heads/{commit.Branch}", id, ""], cancel);
            return id;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task RequireNewAsync(string branch, CancellationToken cancel)
    {
        var settings = new GitSettings(folder) { MayFail = true };
        if (!(await git.RunAsync(settings, ["check-ref-format", "--branch", branch], cancel)).Succeeded)
        {
            throw new UsageException($"{Printable.Quote(branch)} is no valid branch name");
        }

        if (
            (
                await git.RunAsync(settings, ["show-ref", "--verify", "--quiet", $"refs/heads/{branch}"], cancel)
            ).Succeeded
        )
        {
            throw new RefusedException($"there is a branch {Printable.Quote(branch)} already")
            {
                NextStep = $"push or delete it first: git branch -D {branch}",
            };
        }
    }

    private async Task<string> TreeAsync(GitBranchCommit commit, string index, CancellationToken cancel)
    {
        GitSettings OwnIndex() => new(folder) { EnvironmentVariables = { ["GIT_INDEX_FILE"] = index } };

        await git.RunAsync(OwnIndex(), ["read-tree", commit.Parent], cancel);
        var modes = await ModesAsync(commit, cancel);
        var entries = new StringBuilder();
        foreach (var (path, content) in commit.Files)
        {
            var (mode, id) = content is { } bytes
                ? (modes.GetValueOrDefault(path, RegularFile), await BlobAsync(path, bytes, cancel))
                : ("0", NoObject);
            entries.Append($"{mode} {id}\t{path}\0");
        }

        await git.RunAsync(
            OwnIndex(),
            ["update-index", "-z", "--index-info"],
            cancel,
            Encoding.UTF8.GetBytes(entries.ToString())
        );
        return (await git.RunAsync(OwnIndex(), ["write-tree"], cancel)).Output;
    }

    private async Task<Dictionary<string, string>> ModesAsync(GitBranchCommit commit, CancellationToken cancel)
    {
        var listed = await TextAsync(
            ["ls-tree", "-z", "--full-tree", commit.Parent, "--", .. commit.Files.Keys],
            default,
            cancel
        );
        return listed
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('\t', 2))
            .ToDictionary(entry => entry[1], entry => entry[0].Split(' ')[0]);
    }

    // With its path, so that the filters which the user's .gitattributes ask for (line ends) apply.
    private Task<string> BlobAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        TextAsync(["hash-object", "-w", "--stdin", $"--path={path}"], content, cancel);

    private async Task<string> TextAsync(string[] arguments, ReadOnlyMemory<byte> input, CancellationToken cancel) =>
        (await git.RunAsync(new(folder), arguments, cancel, input)).Output;
}
