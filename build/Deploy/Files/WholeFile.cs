namespace Deploy.Files;

/// <summary>Writes files that nobody ever sees half-written.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file, whole or not at all; its folder is made.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var sideFile = SideFile.Of(path);
        try
        {
            File.WriteAllText(sideFile, text);
            SideFile.Complete(sideFile, path);
        }
        finally
        {
            SideFile.TryDelete(sideFile);
        }
    }
}
