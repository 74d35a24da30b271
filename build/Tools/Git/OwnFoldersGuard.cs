using System.Buffers.Binary;
using System.Text;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Git;

/// <summary>
/// Refuses a checkout that brings along what only the program itself may have written: journals that prove, caches that
/// are deployed, binaries that are run, files to put back.
/// </summary>
/// <param name="host">What git runs on; made where it has to be asked.</param>
/// <param name="paths">Where the program's own folders are.</param>
public sealed class OwnFoldersGuard(Func<CommandHost> host, RepositoryPaths paths)
{
    private const int Named = 3;

    /// <summary>Looks, before anything of these folders is read.</summary>
    /// <exception cref="RefusedException">Git tracks something there; the files are named.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        var folders = paths.Own.Where(Path.Exists).Select(folder => Path.GetFileName(folder)).ToList();
        if (folders.Count == 0 || IndexLacks(folders))
        {
            return;
        }

        var result = await new GitRunner(host()).RunAsync(
            new GitSettings(paths.Root) { MayFail = true },
            // Where the file system makes no difference between cases, .Deploy is the same folder.
            [
                "ls-files",
                "-z",
                "--",
                .. folders.Select(folder => $":({(OperatingSystem.IsLinux() ? "" : "icase")}){folder}"),
            ],
            cancel
        );
        var tracked = result.Succeeded ? result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
        if (tracked.Length > 0)
        {
            throw Tracked(tracked);
        }
    }

    // To ask git takes longer than all else that happens before a run. The versions 2 and 3 of its index have every path
    // in full; in others, and where the index is split or elsewhere, only git can tell.
    private bool IndexLacks(List<string> folders)
    {
        var index = new FileInfo(Path.Combine(paths.Root, ".git", "index"));
        if (!OperatingSystem.IsLinux() || !index.Exists)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = File.ReadAllBytes(index.FullName);
        return bytes.StartsWith("DIRC"u8)
            && bytes.Length > 12
            && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) is 2 or 3
            && bytes.IndexOf("link"u8) < 0
            && !Mentions(bytes, folders);
    }

    private static bool Mentions(ReadOnlySpan<byte> index, List<string> folders)
    {
        foreach (var folder in folders)
        {
            if (index.IndexOf(Encoding.UTF8.GetBytes(folder)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static RefusedException Tracked(string[] files)
    {
        var names = string.Join(", ", files.Take(Named).Select(Printable.Escape));
        var more = files.Length > Named ? $" and {files.Length - Named} more" : "";
        return new(
            $"Git tracks {names}{more}, where only this program itself may write: what comes with a clone is not trusted"
        )
        {
            NextStep = "git rm -r those files, and commit; a .gitignore keeps them out",
        };
    }
}
