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
        var layout = await git.RunAsync(
            new(folder),
            ["rev-parse", "--path-format=absolute", "--show-toplevel", "--git-path", "index", "--git-path", "objects"],
            cancel
        );
        var lines = layout.Output.Split('\n');
        var scratch = Directory.CreateTempSubdirectory("deploy-git-");
        try
        {
            var work = new Work(git, lines[0], lines[1], lines[2], scratch);
            return await work.HashAsync([.. GitPathspec.FromRoot(paths)], cancel);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private sealed class Work(GitRunner git, string root, string index, string objects, DirectoryInfo scratch)
    {
        private readonly string _index = Path.Combine(scratch.FullName, "index");
        private readonly string _objects = scratch.CreateSubdirectory("objects").FullName;

        public async Task<string> HashAsync(string[] pathspecs, CancellationToken cancel)
        {
            var listed = await git.RunAsync(
                new(root),
                ["ls-files", "-v", "-z", "--cached", "--others", "--exclude-standard", "--", .. pathspecs],
                cancel
            );
            await BeginAsync(GitHiddenFiles.Parse(listed.Output).Any(), cancel);
            var files = listed
                .Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(entry => entry[2..].TrimEnd('/'))
                .Distinct()
                .ToLookup(IsPlainFolder);
            await UpdateAsync(["--force-remove"], files[true], cancel);
            await UpdateAsync(["--add", "--remove", "--replace"], files[false], cancel);
            var contents = await git.RunAsync(Own(), ["ls-files", "--stage", "-z", "--", .. pathspecs], cancel);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contents.Output)));
        }

        private async Task BeginAsync(bool hasHidden, CancellationToken cancel)
        {
            if (hasHidden)
            {
                // The flags that hide changes live in the index: begin with one that has none.
                await git.RunAsync(Own(), ["read-tree", "HEAD"], cancel);
            }
            else if (File.Exists(index))
            {
                // What the index knows of unchanged files saves reading them again.
                File.Copy(index, _index);
            }
        }

        // A file that became a folder stands in the list by its old name, which git will not update to nothing.
        private bool IsPlainFolder(string file)
        {
            var path = new DirectoryInfo(Path.Combine(root, file));
            return path.Exists && path.LinkTarget is null && !Path.Exists(Path.Combine(path.FullName, ".git"));
        }

        private async Task UpdateAsync(string[] options, IEnumerable<string> files, CancellationToken cancel)
        {
            var input = Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file}\0")));
            if (input.Length > 0)
            {
                await git.RunAsync(Own(), ["update-index", .. options, "-z", "--stdin"], cancel, input);
            }
        }

        private GitSettings Own() =>
            new(root)
            {
                EnvironmentVariables =
                {
                    ["GIT_INDEX_FILE"] = _index,
                    ["GIT_OBJECT_DIRECTORY"] = _objects,
                    ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = objects,
                },
            };
    }
}
