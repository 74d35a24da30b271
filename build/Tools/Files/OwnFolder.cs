namespace Deploy.Tools.Files;

/// <summary>
/// A folder that the program keeps in the checkout: only its owner gets in, and git sees nothing of it, whatever the
/// repository's own <c>.gitignore</c> says.
/// </summary>
public static class OwnFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder; one that is there already is closed to others.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Create(string path)
    {
        var folder = Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows() && folder.LinkTarget is null && folder.UnixFileMode != OwnerOnly)
        {
            folder.UnixFileMode = OwnerOnly;
        }

        HideFromGit(Path.Combine(path, ".gitignore"));
    }

    // A disk that is full has worse to tell of than this.
    private static void HideFromGit(string ignored)
    {
        try
        {
            if (!File.Exists(ignored))
            {
                WholeFile.Write(ignored, "*\n");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }
}
