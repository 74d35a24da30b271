using System.Runtime.InteropServices;

namespace Deploy.WarmRuns;

/// <summary>The process's own standard output and error, which its children inherit.</summary>
internal static partial class StandardStreams
{
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>Lets both go to files, which begin empty.</summary>
    public static void Redirect(string output, string error)
    {
        Replace(Output, output);
        Replace(Error, error);
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        Console.SetError(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
    }

    private static void Replace(int stream, string path)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        if (Duplicate((int)file.DangerousGetHandle(), stream) < 0)
        {
            throw new IOException($"{path} does not become stream {stream}: error {Marshal.GetLastPInvokeError()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Duplicate(int from, int to);
}
