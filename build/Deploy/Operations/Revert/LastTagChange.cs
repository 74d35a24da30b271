using Deploy.Tools.Git;
using Deploy.Yaml.Editing;

namespace Deploy.Operations.Revert;

/// <summary>The last commit that changed the image tags of a service.</summary>
/// <param name="Commit">The commit; a merge where it came by one.</param>
/// <param name="Before">The values file in front of it.</param>
/// <param name="After">The values file behind it.</param>
/// <param name="Tags">The tags that it changed: what they were, and what they became.</param>
internal sealed record LastTagChange(
    GitCommit Commit,
    ReadOnlyMemory<byte> Before,
    ReadOnlyMemory<byte> After,
    IReadOnlyList<(string Path, string? Old, string? New)> Tags
)
{
    private const int HowFarBack = 100;

    /// <summary>Finds it.</summary>
    /// <param name="git">The checkout.</param>
    /// <param name="from">The newest commit to look at.</param>
    /// <param name="file">The values file, relative to the repository.</param>
    /// <param name="tagPaths">The values that hold the tags.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">There is none with a version in front of it.</exception>
    public static async Task<LastTagChange> FindAsync(
        IGit git,
        string from,
        string file,
        IReadOnlyList<string> tagPaths,
        CancellationToken cancellation
    )
    {
        foreach (var commit in await git.ChangesOfAsync(from, file, HowFarBack, cancellation))
        {
            var after = await ContentAsync(git, commit.Id, file, cancellation);
            var before = await git.FindCommitAsync($"{commit.Id}^", cancellation) is { } parent
                ? await ContentAsync(git, parent.Id, file, cancellation)
                : null;
            if (before is not { } old || after is not { } now)
            {
                break;
            }

            var tags = tagPaths
                .Select(path => (Path: path, Old: Tag(old, file, path), New: Tag(now, file, path)))
                .Where(tag => tag.Old != tag.New)
                .ToList();
            if (tags.Count > 0)
            {
                return new(commit, old, now, tags);
            }
        }

        throw new RefusedException($"No commit changed the image tags of {file}, so there is nothing to revert")
        {
            NextStep = "in a shallow clone, git fetch --unshallow; else undo the change by hand",
        };
    }

    private static async Task<ReadOnlyMemory<byte>?> ContentAsync(
        IGit git,
        string commit,
        string file,
        CancellationToken cancellation
    ) => (await git.ContentsAsync(commit, [file], cancellation)).TryGetValue(file, out var content) ? content : null;

    // A revision of long ago may hold anything; what cannot be read has no tag.
    private static string? Tag(ReadOnlyMemory<byte> content, string file, string path)
    {
        try
        {
            return ValuesEditor.Get(content, file, YamlPath.Parse(path))?.Value;
        }
        catch (UsageException)
        {
            return null;
        }
    }
}
