using System.Diagnostics;
using System.Runtime.InteropServices;
using Deploy.StopHook;

/// <summary>
/// Loaded by the runtime into the unmodified program (<c>DOTNET_STARTUP_HOOKS</c>): makes every request that can change
/// something a stop point of the crash sweep, by way of the library that is preloaded there.
/// </summary>
#pragma warning disable MA0047 // The runtime looks for it outside of any namespace.
internal static class StartupHook
#pragma warning restore MA0047
{
    private const string Library = "STOP_LIBRARY";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Library) is not { } path)
        {
            return;
        }

        // Children of the program run as they are, and requests are sent as they are.
        Environment.SetEnvironmentVariable(Library, null);
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator();

        var library = NativeLibrary.Load(path);
        DiagnosticListener.AllListeners.Subscribe(
            new HttpListeners(
                new RequestPoints(
                    Marshal.GetDelegateForFunctionPointer<StopBefore>(NativeLibrary.GetExport(library, "stop_before")),
                    Marshal.GetDelegateForFunctionPointer<StopAfter>(NativeLibrary.GetExport(library, "stop_after"))
                )
            )
        );
    }

    private sealed class HttpListeners(RequestPoints points) : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
            {
                value.Subscribe(points);
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
