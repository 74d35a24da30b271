namespace Deploy.Images.Pex;

/// <summary>
/// A folder from which modules are imported, and the files in it that belong to the program. Which files those are the
/// caller says, from what git tracks: what git ignores never slips into an image.
/// </summary>
/// <param name="Folder">The folder.</param>
/// <param name="Files">The files, relative to the folder, with <c>/</c> between names.</param>
public sealed record SourceRoot(string Folder, IReadOnlyList<string> Files)
{
    /// <summary>Where a file is.</summary>
    /// <exception cref="RefusedException">It is not inside the folder, by its name or by a symbolic link.</exception>
    public string PathOf(string file)
    {
        var root = Path.GetFullPath(Folder);
        var path = Path.GetFullPath(Path.Combine(root, file));
        for (var part = path; part != root; part = Path.GetDirectoryName(part)!)
        {
            if (!IsInside(root, part) || !IsInside(root, TargetOf(part)))
            {
                throw new RefusedException($"{Printable.Quote(file)} leads out of {Printable.Quote(Folder)}")
                {
                    NextStep =
                        "replace the link by the file, or name the folder that it leads to as a source of its own",
                };
            }
        }

        return path;
    }

    private static string TargetOf(string path) =>
        new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    private static bool IsInside(string root, string path) =>
        path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
