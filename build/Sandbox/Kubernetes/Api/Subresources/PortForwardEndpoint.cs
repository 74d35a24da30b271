using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Deploy.Sandbox.Kubernetes.Api.Streams;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Network;

namespace Deploy.Sandbox.Kubernetes.Api.Subresources;

/// <summary>
/// Answers <c>kubectl port-forward</c>: a SPDY connection, since Kubernetes 1.31 within a WebSocket (KEP-4006). For each
/// connection the client opens two streams, one for errors and one for the data, with the same request id.
/// </summary>
internal sealed class PortForwardEndpoint(PodWorker worker, CancellationToken cancellation)
{
    private const string Protocol = "portforward.k8s.io";
    private const string Tunnel = $"SPDY/3.1+{Protocol}";
    private const string Spdy = "SPDY/3.1";
    private const int BufferSize = 32 << 10;

    private readonly ConcurrentDictionary<string, SpdyStream> _errors = new(StringComparer.Ordinal);

    public static async Task HandleAsync(ApiRequest request, PodWorker worker)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            request.Aborted,
            request.Cluster.Stopping,
            worker.Stopping
        );
        var endpoint = new PortForwardEndpoint(worker, end.Token);
        await using var transport = await ConnectAsync(request);
        using var connection = new SpdyConnection(transport);
        try
        {
            await connection.RunAsync(endpoint.Take, end.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or WebSocketException)
        {
            // The client has left, or the pod ends.
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private static async Task<Stream> ConnectAsync(ApiRequest request)
    {
        if (request.Http.Request.Headers.Upgrade == Spdy)
        {
            request.Http.Response.Headers["X-Stream-Protocol-Version"] = Protocol;
            return await StreamUpgrade.UpgradeAsync(request.Http, Spdy);
        }

        var socket = await StreamUpgrade.AcceptWebSocketAsync(request.Http, Tunnel);
        return new WebSocketBytes(socket);
    }

    private void Take(SpdyStream stream)
    {
        var id = stream.Headers.GetValueOrDefault("requestid", "");
        if (stream.Headers.GetValueOrDefault("streamtype") == "error")
        {
            _errors[id] = stream;
        }
        else
        {
            _ = ForwardAsync(stream, id);
        }
    }

    private async Task ForwardAsync(SpdyStream stream, string id)
    {
        _errors.TryRemove(id, out var errors);
        try
        {
            var port = int.Parse(stream.Headers.GetValueOrDefault("port", "0"), CultureInfo.InvariantCulture);
            using var target = await ServiceRoutes.ConnectAsync(worker, port, cancellation);
            if (target is null)
            {
                await RefuseAsync(errors, port);
                await stream.ResetAsync(cancellation);
                return;
            }

            await Task.WhenAll(SendAsync(stream, target), ReceiveAsync(stream, target));
            await (errors?.EndAsync(cancellation) ?? Task.CompletedTask);
        }
        catch (Exception error)
            when (error
                    is IOException
                        or SocketException
                        or OperationCanceledException
                        or FormatException
                        or WebSocketException
            )
        {
            // One side is gone.
        }
    }

    private async Task RefuseAsync(SpdyStream? errors, int port)
    {
        if (errors is not null)
        {
            var text =
                $"error forwarding port {port} to pod {worker.Pod.Uid}: dial tcp {worker.Sandbox?.Address}:{port}: connect: connection refused";
            await errors.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
            await errors.EndAsync(cancellation);
        }
    }

    private async Task SendAsync(SpdyStream stream, NetworkStream target)
    {
        await stream.Incoming.Reader.CopyToAsync(target, cancellation);
        target.Socket.Shutdown(SocketShutdown.Send);
    }

    private async Task ReceiveAsync(SpdyStream stream, NetworkStream target)
    {
        var buffer = new byte[BufferSize];
        while (await target.ReadAsync(buffer, cancellation) is > 0 and var length)
        {
            await stream.WriteAsync(buffer.AsMemory(0, length), cancellation);
        }

        await stream.EndAsync(cancellation);
    }
}
