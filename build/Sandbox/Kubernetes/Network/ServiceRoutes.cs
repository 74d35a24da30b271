using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Network;

/// <summary>Finds the pod that answers for a Service: the ready ones take turns.</summary>
internal sealed class ServiceRoutes(ObjectStore store, RealPods pods)
{
    private static readonly TimeSpan WakingTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<ObjectKey, int> _turns = new();

    /// <summary>Connects to a pod behind a Service.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="port">The Service's port.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns><c>null</c> when no pod is ready, or the one whose turn it is does not answer.</returns>
    public async Task<NetworkStream?> ConnectAsync(ObjectKey service, int port, CancellationToken cancellation)
    {
        var target = await ChooseAsync(service, port, cancellation);
        return target is { } chosen ? await ConnectAsync(chosen.Pod, chosen.Port, cancellation) : null;
    }

    /// <summary>Connects to a port of a pod; <c>null</c> when nobody listens there.</summary>
    public static async Task<NetworkStream?> ConnectAsync(PodWorker pod, int port, CancellationToken cancellation)
    {
        if (pod.Sandbox is not { } sandbox)
        {
            return null;
        }

        Socket? socket = null;
        try
        {
            socket = sandbox.NewSocket();
            socket.NoDelay = true;
            await socket.ConnectAsync(new IPEndPoint(sandbox.Address, port), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            socket?.Dispose();
            return null;
        }
    }

    private async Task<(PodWorker Pod, int Port)?> ChooseAsync(
        ObjectKey service,
        int port,
        CancellationToken cancellation
    )
    {
        var isResting = pods.IsResting;
        pods.Wake();
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (Choose(service, port) is { } chosen)
            {
                return chosen;
            }

            if (!isResting || TimeProvider.System.GetElapsedTime(started) > WakingTime)
            {
                return null;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    private (PodWorker Pod, int Port)? Choose(ObjectKey key, int port)
    {
        if (
            store.Find(key)?.Json is not { } service
            || service.Object("spec", "selector") is not { Count: > 0 } selector
            || service.Items("spec", "ports").FirstOrDefault(each => each.Number("port") == port) is not { } chosen
        )
        {
            return null;
        }

        var ready = store
            .List(PodState.Resource, key.Namespace)
            .Where(pod => pod.IsReady() && LabelSelector.OfLabels(selector).Matches(pod.Json))
            .Select(pod => pods.Find(pod.Uid))
            .OfType<PodWorker>()
            .Where(pod => pod.Sandbox is not null)
            .ToList();
        if (ready.Count == 0)
        {
            return null;
        }

        var turn = _turns.AddOrUpdate(key, 0, (_, last) => (last + 1) & int.MaxValue);
        var pod = ready[turn % ready.Count];
        return (pod, TargetPort(chosen, pod));
    }

    private static int TargetPort(JsonObject port, PodWorker pod) =>
        (int)(
            port.Number("targetPort")
            ?? pod.Json.Items("spec", "containers")
                .SelectMany(container => container.Items("ports"))
                .FirstOrDefault(candidate => candidate.Text("name") == port.Text("targetPort"))
                .Number("containerPort")
            ?? port.Number("port")
            ?? 0
        );
}
