using System.Runtime.InteropServices;

namespace Deploy.Tools.Processes;

/// <summary>Signals, which .NET can receive but not send.</summary>
internal static class UnixSignal
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int NotPermitted = 1;

    /// <summary>Asks a process to end. One that is gone already is no error.</summary>
    public static void Terminate(int processId) => _ = Send(processId, SigTerm);

    /// <summary>Ends a process. One that is gone already is no error.</summary>
    public static void Kill(int processId) => _ = Send(processId, SigKill);

    /// <summary>Whether a process has that id, also one that this user may not signal, or not even see.</summary>
    public static bool Exists(int processId) =>
        Send(processId, 0) == 0 || Marshal.GetLastPInvokeError() == NotPermitted;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int processId, int signal);
}
