namespace Deploy.Tools.Files;

/// <summary>
/// Files that several programs may make at once, any of which may be killed: each writes beside, and renames what is
/// complete.
/// </summary>
public static class SideFile
{
    private const string Ending = ".new";

    // The form of Path.GetRandomFileName.
    private const string AnyName = "????????.???";

    /// <summary>Where to write what shall be a certain file; another place each time.</summary>
    public static string Of(string file) => $"{file}.{Path.GetRandomFileName()}{Ending}";

    /// <summary>
    /// Puts a complete side file in the place of its file, and takes away what programs that were killed have left
    /// beside it.
    /// </summary>
    /// <remarks>
    /// What a living program has begun there may go, too. It finds a file that was made behind its own: in a cache, the same;
    /// elsewhere, as if it had been the first of the two.
    /// </remarks>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static void Complete(string sideFile, string file)
    {
        try
        {
            File.Move(sideFile, file, overwrite: true);
        }
        catch (FileNotFoundException) when (File.Exists(file)) { }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        foreach (var left in Directory.EnumerateFiles(folder, $"{Path.GetFileName(file)}.{AnyName}{Ending}"))
        {
            TryDelete(left);
        }
    }

    /// <summary>Takes a side file away, if it is there and can be: it is only litter.</summary>
    public static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody reads it.
        }
    }
}
