using Microsoft.Win32.SafeHandles;

namespace Deploy.Sandbox.Containers.Linux;

/// <summary>A network of its own, with nothing in it but its loopback interface; gone when nobody is in it any more.</summary>
internal sealed class NetworkNamespace(NamespaceThread thread, SafeFileHandle own, SafeFileHandle outer) : IDisposable
{
    private const string Current = "/proc/thread-self/ns/net";

    /// <summary>Makes one.</summary>
    public static NetworkNamespace Create(NamespaceThread thread) =>
        thread.Run(() =>
        {
            var outer = File.OpenHandle(Current);
            LinuxCalls.Unshare(LinuxCalls.NewNetwork);
            try
            {
                LinuxCalls.EnableLoopback();
                return new NetworkNamespace(thread, File.OpenHandle(Current), outer);
            }
            finally
            {
                LinuxCalls.Enter(outer, LinuxCalls.NewNetwork);
            }
        });

    /// <summary>Runs something within: sockets and processes that it makes stay there.</summary>
    public T Run<T>(Func<T> action) =>
        thread.Run(() =>
        {
            LinuxCalls.Enter(own, LinuxCalls.NewNetwork);
            try
            {
                return action();
            }
            finally
            {
                LinuxCalls.Enter(outer, LinuxCalls.NewNetwork);
            }
        });

    public void Dispose()
    {
        own.Dispose();
        outer.Dispose();
    }
}
