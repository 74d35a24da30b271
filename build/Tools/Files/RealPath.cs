namespace Deploy.Tools.Files;

/// <summary>Where a path leads once every link on the way is followed, those of folders too.</summary>
public static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The path without links; what is not there stays as it is.</summary>
    /// <param name="path">An absolute path.</param>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            if (FirstLink(path) is not { } next)
            {
                return path;
            }

            path = next;
        }

        throw new IOException($"{path} leads through too many links");
    }

    // The path with its first link replaced by what that leads to; null where there is none.
    private static string? FirstLink(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var parts = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var before = root;
        for (var index = 0; index < parts.Length; index++)
        {
            var here = Path.Combine(before, parts[index]);
            if (new FileInfo(here).LinkTarget is { } target)
            {
                return Path.GetFullPath(Path.Combine([target, .. parts[(index + 1)..]]), before);
            }

            before = here;
        }

        return null;
    }
}
