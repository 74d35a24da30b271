using Cake.Core.IO;
using Path = System.IO.Path;

namespace Deploy.Tools.Git;

/// <summary>Merges texts with <c>git merge-file</c>, which writes into files, and so keeps every byte.</summary>
internal sealed class GitFileMerge(GitRunner git, DirectoryPath folder)
{
    // The exit code is the number of conflicts, up to this; beyond, git could not merge at all.
    private const int MostConflicts = 127;

    public async Task<GitMerge> RunAsync(
        ReadOnlyMemory<byte> ours,
        ReadOnlyMemory<byte> ancestor,
        ReadOnlyMemory<byte> theirs,
        CancellationToken cancel
    )
    {
        var scratch = Directory.CreateTempSubdirectory("deploy-git-");
        try
        {
            async Task<string> WriteAsync(string name, ReadOnlyMemory<byte> content)
            {
                var path = Path.Combine(scratch.FullName, name);
                await File.WriteAllBytesAsync(path, content, cancel);
                return path;
            }

            var result = await WriteAsync("ours", ours);
            string[] arguments = [result, await WriteAsync("ancestor", ancestor), await WriteAsync("theirs", theirs)];
            var merge = await git.RunAsync(
                new GitSettings(folder) { MayFail = true },
                ["merge-file", "--quiet", "-L", "ours", "-L", "ancestor", "-L", "theirs", .. arguments],
                cancel
            );
            return merge.ExitCode is >= 0 and <= MostConflicts
                ? new(await File.ReadAllBytesAsync(result, cancel), merge.ExitCode > 0)
                : throw new FailedException($"git merge-file: {GitMessage.Condense(merge)}");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
