using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Deploy.Sandbox.Containers.Linux;

/// <summary>Calls of the Linux kernel that .NET has no name for. All throw <see cref="Win32Exception"/>.</summary>
internal static partial class LinuxCalls
{
    public const int NewNetwork = 0x40000000;
    public const int NewProcesses = 0x20000000;
    public const int Terminate = 15;
    public const int Kill = 9;

    private const int InternetFamily = 2;
    private const int Datagram = 2;
    private const ulong SetInterfaceFlags = 0x8914;
    private const short IsUp = 1;

    /// <summary>Gives the calling thread namespaces of its own.</summary>
    public static void Unshare(int namespaces) => Check(unshare(namespaces));

    /// <summary>Takes the calling thread, or for processes its children, into a namespace.</summary>
    public static void Enter(SafeFileHandle @namespace, int kind) => Check(setns(@namespace, kind));

    /// <summary>Sets who may do what with a file.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public static void Link(string existing, string path) => Check(link(existing, path));

    /// <summary>Sets the owner of a file, or of a link itself.</summary>
    public static void SetOwner(string path, int user, int group) => Check(lchown(path, (uint)user, (uint)group));

    /// <summary>Sends a signal; a process that is gone is none to complain about.</summary>
    public static void Signal(int process, int signal) => _ = kill(process, signal);

    /// <summary>Brings the loopback interface of the calling thread's network up.</summary>
    public static void EnableLoopback()
    {
        using var socket = new SafeFileHandle(LinuxCalls.socket(InternetFamily, Datagram, 0), ownsHandle: true);
        Check(socket.IsInvalid ? -1 : 0);
        // struct ifreq: a name of 16 bytes, then the flags.
        var request = new byte[40];
        "lo"u8.CopyTo(request);
        BitConverter.TryWriteBytes(request.AsSpan(16), IsUp);
        Check(ioctl(socket, SetInterfaceFlags, request));
    }

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int unshare(int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setns(SafeFileHandle fd, int kind);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int link(string existing, string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int lchown(string path, uint user, uint group);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ioctl(SafeFileHandle fd, ulong request, byte[] argument);
}
