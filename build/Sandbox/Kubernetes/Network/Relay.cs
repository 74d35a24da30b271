using System.Net;
using System.Net.Sockets;

namespace Deploy.Sandbox.Kubernetes.Network;

/// <summary>Listens at one address, and hands each connection on.</summary>
internal sealed class Relay : IDisposable
{
    private const int Backlog = 128;

    private readonly Socket _listener;
    private readonly Func<CancellationToken, Task<NetworkStream?>> _connect;
    private readonly CancellationTokenSource _end = new();

    /// <param name="listener">A socket in the network in which to listen; taken over.</param>
    /// <param name="address">The address.</param>
    /// <param name="connect">Where a connection leads; <c>null</c> when nobody is there.</param>
    /// <exception cref="SocketException">The address cannot be listened at.</exception>
    public Relay(Socket listener, IPEndPoint address, Func<CancellationToken, Task<NetworkStream?>> connect)
    {
        (_listener, _connect) = (listener, connect);
        listener.Bind(address);
        listener.Listen(Backlog);
        _ = AcceptAsync();
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    /// <summary>Carries bytes both ways until both sides have ended.</summary>
    public static async Task CarryAsync(NetworkStream one, Stream other, CancellationToken cancellation)
    {
        await Task.WhenAll(CopyAsync(one, other), CopyAsync(other, one));

        async Task CopyAsync(Stream from, Stream to)
        {
            try
            {
                await from.CopyToAsync(to, cancellation);
                if (to is NetworkStream network)
                {
                    network.Socket.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception error)
                when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // One side is gone, so nothing more can come from the other.
                one.Close();
                other.Close();
            }
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_end.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It listens no more.
        }
    }

    private async Task ServeAsync(Socket accepted)
    {
        using var client = new NetworkStream(accepted, ownsSocket: true);
        try
        {
            accepted.NoDelay = true;
            using var server = await _connect(_end.Token);
            if (server is null)
            {
                // As a Service without ready pods: refused, not served.
                accepted.LingerState = new LingerOption(enable: true, seconds: 0);
                return;
            }

            await CarryAsync(client, server, _end.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The platform ends, or the client has gone.
        }
    }
}
