using System.Text;

namespace Deploy.Tools.Files;

/// <summary>Writes files that nobody ever sees half-written.</summary>
public static class WholeFile
{
    /// <summary>Writes a file, whole or not at all; its folder is made.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var sideFile = SideFile.Of(path);
        try
        {
            File.WriteAllBytes(sideFile, content);
            SideFile.Complete(sideFile, path);
        }
        finally
        {
            SideFile.TryDelete(sideFile);
        }
    }
}
