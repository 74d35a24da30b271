using System.Diagnostics;
using Deploy.Registry;
using Deploy.Sandbox.Containers.Images;
using Microsoft.Win32.SafeHandles;

namespace Deploy.Sandbox.Containers.Linux;

/// <summary>
/// Runs containers as processes of this machine, in namespaces of their own: mounts, processes, IPC, host name, network.
/// All of them live in one process namespace, whose first process has the kernel end it when this program is gone,
/// however it went; and with the first process the kernel ends all others.
/// </summary>
internal sealed class LinuxRuntime : IContainerRuntime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ImageStore _images;
    private readonly ProgramSearch _programs;
    private readonly string _podsFolder;
    private readonly Lazy<Host> _host;

    /// <param name="registry">Where images come from.</param>
    /// <param name="folder">For images and pods.</param>
    /// <param name="searchPath">The PATH of this machine, on which interpreters are looked for.</param>
    public LinuxRuntime(RegistryStore registry, string folder, string searchPath)
    {
        _images = new ImageStore(registry, Path.Combine(folder, "images"));
        _podsFolder = Path.Combine(folder, "pods");
        _programs = new ProgramSearch(new HostInterpreters(searchPath));
        _host = new Lazy<Host>(() => Host.Start(_podsFolder));
    }

    /// <summary>Why no container can be run on this machine; <c>null</c> when they can.</summary>
    public static string? Lack()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "containers run on Linux only";
        }

        if (!Environment.IsPrivilegedProcess || !LinuxCapabilities.HasAdmin())
        {
            return "the right to make namespaces is missing (run as root, outside of a container or in a privileged one)";
        }

        string[] tools = ["/usr/bin/unshare", "/usr/bin/setpriv", "/usr/bin/nsenter", "/bin/sh"];
        return tools.FirstOrDefault(tool => !File.Exists(tool)) is { } missing ? $"{missing} is missing" : null;
    }

    public string? WhyNot(string image)
    {
        try
        {
            _ = _images.Find(image);
            return null;
        }
        catch (CannotRunException error)
        {
            return error.Message;
        }
    }

    public Task<ContainerImage> PullAsync(string image, CancellationToken cancellation) =>
        _images.PullAsync(image, cancellation);

    public IPodSandbox CreatePod(PodIdentity pod)
    {
        // First, as it tidies up there.
        var host = _host.Value;
        var folder = Path.Combine(_podsFolder, pod.Uid);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var network = pod.UsesHostNetwork ? null : NetworkNamespace.Create(host.Thread);
        return new LinuxPod(host, network, _programs, pod, folder);
    }

    public ValueTask DisposeAsync()
    {
        if (_host.IsValueCreated)
        {
            _host.Value.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The process namespace of all containers, and the thread that starts them.</summary>
    internal sealed class Host : IDisposable
    {
        private readonly Process _first;
        private readonly SafeFileHandle _processes;

        private Host(NamespaceThread thread, Process first, SafeFileHandle processes)
        {
            Thread = thread;
            _first = first;
            _processes = processes;
        }

        public NamespaceThread Thread { get; }

        public static Host Start(string podsFolder)
        {
            // What another run of the platform left, none of whose containers lives.
            if (Directory.Exists(podsFolder))
            {
                Directory.Delete(podsFolder, recursive: true);
            }

            var thread = new NamespaceThread();
            try
            {
                var start = new ProcessStartInfo(
                    "/usr/bin/setpriv",
                    [
                        "--pdeathsig",
                        "KILL",
                        "/usr/bin/unshare",
                        "--pid",
                        "--fork",
                        "--kill-child=KILL",
                        "--",
                        "/usr/bin/env",
                        "sleep",
                        "infinity",
                    ]
                )
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                start.Environment.Clear();
                start.Environment["PATH"] = "/usr/bin:/bin";
                var first = thread.Run(() => Process.Start(start)!);
                return new Host(thread, first, Await(first));
            }
            catch
            {
                thread.Dispose();
                throw;
            }
        }

        /// <summary>Starts a process in the containers' process namespace.</summary>
        public Process Launch(NetworkNamespace? network, ProcessStartInfo start)
        {
            return network is null ? Thread.Run(StartWithin) : network.Run(StartWithin);

            Process StartWithin()
            {
                LinuxCalls.Enter(_processes, LinuxCalls.NewProcesses);
                return Process.Start(start)!;
            }
        }

        public void Dispose()
        {
            LinuxCalls.Signal(_first.Id, LinuxCalls.Kill);
            _first.WaitForExit();
            _first.Dispose();
            _processes.Dispose();
            Thread.Dispose();
        }

        private static SafeFileHandle Await(Process first)
        {
            var started = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(started) < Patience && !first.HasExited)
            {
                if (ProcessTree.ChildOf(first.Id) is { } child)
                {
                    return File.OpenHandle($"/proc/{child}/ns/pid");
                }

                System.Threading.Thread.Yield();
            }

            throw new CannotRunException(
                $"no process namespace could be made: {(first.HasExited ? first.StandardError.ReadToEnd().Trim() : "it takes too long")}"
            );
        }
    }
}
