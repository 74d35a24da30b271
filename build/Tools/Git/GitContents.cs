using System.Text;
using Cake.Core.IO;
using Path = System.IO.Path;

namespace Deploy.Tools.Git;

/// <summary>Reads files of a commit as a checkout would have them, through an index and a folder of its own.</summary>
internal sealed class GitContents(GitRunner git, DirectoryPath folder)
{
    public async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> OfAsync(
        string commit,
        IReadOnlyCollection<string> paths,
        CancellationToken cancel
    )
    {
        if (paths.Count == 0)
        {
            return new Dictionary<string, ReadOnlyMemory<byte>>();
        }

        var root = (await git.RunAsync(new(folder), ["rev-parse", "--show-toplevel"], cancel)).Output;
        var scratch = Directory.CreateTempSubdirectory("deploy-git-");
        try
        {
            GitSettings OwnIndex() =>
                new(root) { EnvironmentVariables = { ["GIT_INDEX_FILE"] = Path.Combine(scratch.FullName, "index") } };

            // A sparse checkout would leave out what it does not show.
            await git.RunAsync(
                OwnIndex(),
                ["-c", "core.sparseCheckout=false", "read-tree", "--end-of-options", commit],
                cancel
            );
            var found = await git.RunAsync(
                OwnIndex(),
                ["ls-files", "-z", "--", .. GitPathspec.FromRoot(paths)],
                cancel
            );
            var files = found.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var target = scratch.CreateSubdirectory("files").FullName;
            await git.RunAsync(
                OwnIndex(),
                ["checkout-index", "-z", "--stdin", $"--prefix={target}/"],
                cancel,
                Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file}\0")))
            );
            return files
                .Select(file => (file, Path: Path.Combine(target, file)))
                .Where(entry => new FileInfo(entry.Path) is { Exists: true, LinkTarget: null })
                .ToDictionary(entry => entry.file, entry => (ReadOnlyMemory<byte>)File.ReadAllBytes(entry.Path));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
