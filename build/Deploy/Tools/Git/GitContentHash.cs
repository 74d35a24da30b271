using System.Security.Cryptography;
using System.Text;
using Cake.Core.IO;
using Path = System.IO.Path;

namespace Deploy.Tools.Git;

/// <summary>
/// Hashes what paths hold on disk, with git's own rules for what counts. Works on a copy of the index and an object
/// store of its own, so that nothing of the user's changes.
/// </summary>
internal sealed class GitContentHash(GitRunner git, DirectoryPath folder)
{
    public async Task<string> OfAsync(IReadOnlyCollection<string> paths, CancellationToken cancel)
    {
        var scratch = Directory.CreateTempSubdirectory("deploy-git-");
        try
        {
            return await OfAsync([.. GitPathspec.FromRoot(paths)], scratch, cancel);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task<string> OfAsync(string[] pathspecs, DirectoryInfo scratch, CancellationToken cancel)
    {
        var layout = await git.RunAsync(
            new(folder),
            ["rev-parse", "--path-format=absolute", "--show-toplevel", "--git-path", "index", "--git-path", "objects"],
            cancel
        );
        var (root, index, objects) = layout.Output.Split('\n') is [var a, var b, var c]
            ? (a, b, c)
            : throw new InvalidOperationException(layout.Output);
        var listed = await git.RunAsync(
            new(root),
            ["ls-files", "-v", "-z", "--cached", "--others", "--exclude-standard", "--", .. pathspecs],
            cancel
        );
        var files = listed
            .Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry[2..].TrimEnd('/'))
            .Distinct();

        GitSettings Scratch() =>
            new(root)
            {
                EnvironmentVariables =
                {
                    ["GIT_INDEX_FILE"] = Path.Combine(scratch.FullName, "index"),
                    ["GIT_OBJECT_DIRECTORY"] = scratch.CreateSubdirectory("objects").FullName,
                    ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = objects,
                },
            };

        if (GitHiddenFiles.Parse(listed.Output).Any())
        {
            // The flags that hide changes live in the index: begin with one that has none.
            await git.RunAsync(Scratch(), ["read-tree", "HEAD"], cancel);
        }
        else if (File.Exists(index))
        {
            // What the index knows of unchanged files saves reading them again.
            File.Copy(index, Path.Combine(scratch.FullName, "index"));
        }

        await git.RunAsync(
            Scratch(),
            ["update-index", "--add", "--remove", "--replace", "-z", "--stdin"],
            cancel,
            Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file}\0")))
        );
        var contents = await git.RunAsync(Scratch(), ["ls-files", "--stage", "-z", "--", .. pathspecs], cancel);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contents.Output)));
    }
}
