using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Deploy.Sandbox.Containers.Images;

namespace Deploy.Sandbox.Containers.Linux;

/// <summary>The network and the folder that the containers of a pod share.</summary>
internal sealed class LinuxPod(
    LinuxRuntime.Host host,
    NetworkNamespace? network,
    ProgramSearch programs,
    PodIdentity pod,
    string folder
) : IPodSandbox
{
    private static readonly Lazy<string> Script = new(() =>
    {
        using var reader = new StreamReader(typeof(LinuxPod).Assembly.GetManifestResourceStream("enter.sh")!);
        return reader.ReadToEnd();
    });

    private int _containers;

    // The whole of 127.0.0.0/8 belongs to every loopback interface.
    public IPAddress Address { get; } = network is null ? IPAddress.Loopback : Of(pod.Uid);

    public string Folder => folder;

    public IContainer Start(ContainerStart start)
    {
        var parts = programs.NeedsOf(start.Image, start.Command, start.Environment["PATH"], start.WorkingDirectory);
        var building = Path.Combine(folder, $"root-{Interlocked.Increment(ref _containers)}");
        Directory.CreateDirectory(building);
        var search = string.Join(':', [.. parts.SearchPath, start.Environment["PATH"]]);
        var environment = new Dictionary<string, string>(start.Environment) { ["PATH"] = search };
        var process = host.Launch(network, Prepare(start, parts, building, environment));
        process.StandardInput.Close();
        return new LinuxContainer(process, start, building, environment, command => host.Launch(network, command));
    }

    public Socket NewSocket() => network is null ? Create() : network.Run(Create);

    public ValueTask DisposeAsync()
    {
        network?.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A program that is only just ending still holds it; the next start of the platform tidies up.
        }

        return ValueTask.CompletedTask;
    }

    private static Socket Create() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static IPAddress Of(string uid)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(uid));
        return new IPAddress([127, (byte)(128 + (hash[0] % 64)), hash[1], (byte)(1 + (hash[2] % 254))]);
    }

    private ProcessStartInfo Prepare(
        ContainerStart start,
        HostParts parts,
        string building,
        Dictionary<string, string> environment
    )
    {
        var info = new ProcessStartInfo("/usr/bin/unshare")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] namespaces = ["--mount", "--pid", "--fork", "--kill-child=KILL", "--uts", "--ipc"];
        string[] place =
        [
            building,
            start.Image.Root,
            pod.Name,
            $"{start.RunAs.User}",
            $"{start.RunAs.Group}",
            start.WorkingDirectory,
            start.HasReadOnlyRoot ? "ro" : "rw",
        ];
        foreach (
            var argument in (IEnumerable<string>)
                [
                    .. namespaces,
                    "--",
                    "/bin/sh",
                    "-c",
                    Script.Value,
                    "enter",
                    .. place,
                    .. Mounts.Of(start, parts),
                    "--",
                    .. start.Command,
                ]
        )
        {
            info.ArgumentList.Add(argument);
        }

        info.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
