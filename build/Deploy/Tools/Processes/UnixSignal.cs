using System.Runtime.InteropServices;

namespace Deploy.Tools.Processes;

/// <summary>Signals, which .NET can receive but not send.</summary>
internal static class UnixSignal
{
    private const int SigTerm = 15;

    /// <summary>Asks a process to end. One that is gone already is no error.</summary>
    public static void Terminate(int processId) => _ = Kill(processId, SigTerm);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
