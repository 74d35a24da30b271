using System.Net;
using System.Net.Sockets;
using System.Text;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Network;

/// <summary>
/// How pods reach Services, by name and by address: in the network of each pod, and in that of this machine, the platform
/// listens at the Services' addresses; each pod has a hosts file with their names.
/// </summary>
internal sealed class ClusterNetwork(ObjectStore store) : IDisposable
{
    private const string Suffix = "svc.cluster.local";

    private readonly Lock _gate = new();
    private readonly Dictionary<PodWorker, Dictionary<IPEndPoint, Relay>> _pods = [];
    private readonly Dictionary<IPEndPoint, Relay> _machine = [];

    /// <summary>Where requests to Services lead; set before the first pod joins.</summary>
    public ServiceRoutes Routes { get; set; } = null!;

    /// <summary>Gives a pod what leads to the Services.</summary>
    public void Join(PodWorker pod) =>
        Change(services =>
        {
            _pods[pod] = [];
            Update(pod, services);
        });

    public void Leave(PodWorker pod)
    {
        lock (_gate)
        {
            if (_pods.Remove(pod, out var relays))
            {
                Close(relays);
            }
        }
    }

    /// <summary>Follows the Services that there are.</summary>
    public void Update() =>
        Change(services =>
        {
            foreach (var pod in _pods.Keys)
            {
                Update(pod, services);
            }
        });

    /// <summary>The hosts file of a pod, which its containers see as <c>/etc/hosts</c>.</summary>
    public static string HostsOf(IPodSandbox pod) => Path.Combine(pod.Folder, "hosts");

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var relays in _pods.Values.Append(_machine))
            {
                Close(relays);
            }

            _pods.Clear();
        }
    }

    // Controllers come here while they hold the store: always the store first, or two would wait for each other.
    private void Change(Action<List<StoredObject>> change) =>
        store.Exclusively(() =>
        {
            lock (_gate)
            {
                change([.. store.List("services").Where(service => AddressOf(service) is not null)]);
            }

            return true;
        });

    private void Update(PodWorker pod, List<StoredObject> services)
    {
        var sandbox = pod.Sandbox!;
        var isOnMachine = pod.Json.Flag("spec", "hostNetwork");
        Listen(isOnMachine ? _machine : _pods[pod], services, sandbox.NewSocket);
        if (!isOnMachine)
        {
            Listen(
                _machine,
                services,
                () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            );
        }

        var hosts = Encoding.UTF8.GetBytes(Hosts(pod, services));
        // Over the same file: it is mounted, and another one of the same name would not be seen.
        using var file = new FileStream(HostsOf(sandbox), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Write(hosts);
        file.SetLength(hosts.Length);
    }

    private void Listen(Dictionary<IPEndPoint, Relay> relays, List<StoredObject> services, Func<Socket> newSocket)
    {
        var wanted = services
            .SelectMany(service =>
                PortsOf(service)
                    .Select(port => (service.Key, Port: port, At: new IPEndPoint(AddressOf(service)!, port)))
            )
            .ToList();
        foreach (var gone in relays.Keys.Except(wanted.Select(each => each.At)).ToList())
        {
            relays.Remove(gone, out var relay);
            relay!.Dispose();
        }

        foreach (var (service, port, address) in wanted.Where(each => !relays.ContainsKey(each.At)))
        {
            var socket = newSocket();
            try
            {
                relays[address] = new Relay(socket, address, end => Routes.ConnectAsync(service, port, end));
            }
            catch (SocketException)
            {
                // On this machine, ports below 1024 may be kept for root, and other clusters may have the address.
                socket.Dispose();
            }
        }
    }

    private static string Hosts(PodWorker pod, List<StoredObject> services)
    {
        var text = new StringBuilder("127.0.0.1\tlocalhost\n::1\tlocalhost\n");
        text.Append($"{pod.Sandbox!.Address}\t{pod.Pod.Key.Name}\n");
        foreach (var service in services)
        {
            var (name, space) = (service.Key.Name, service.Key.Namespace);
            var own = space == pod.Pod.Key.Namespace ? $" {name}" : "";
            text.Append($"{AddressOf(service)}\t{name}.{space}.{Suffix} {name}.{space}.svc {name}.{space}{own}\n");
        }

        foreach (var alias in pod.Json.Items("spec", "hostAliases"))
        {
            text.Append($"{alias.Text("ip")}\t{string.Join(' ', alias.Texts("hostnames"))}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<int> PortsOf(StoredObject service) =>
        service
            .Json.Items("spec", "ports")
            .Where(port => port.Text("protocol") is null or "TCP")
            .Select(port => (int)(port.Number("port") ?? 0));

    private static IPAddress? AddressOf(StoredObject service) =>
        IPAddress.TryParse(service.Json.Text("spec", "clusterIP"), out var address) && IPAddress.IsLoopback(address)
            ? address
            : null;

    private static void Close(Dictionary<IPEndPoint, Relay> relays)
    {
        foreach (var relay in relays.Values)
        {
            relay.Dispose();
        }

        relays.Clear();
    }
}
