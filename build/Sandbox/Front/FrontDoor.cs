using System.Net;
using System.Net.Sockets;
using System.Text;
using Deploy.Sandbox.Kubernetes.Network;

namespace Deploy.Sandbox.Front;

/// <summary>One loopback port at which Ingresses and Services answer to requests from this machine, by their hosts.</summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    private const int Backlog = 128;

    private readonly Socket _listener;
    private readonly HostRoutes _routes;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    private FrontDoor(Socket listener, HostRoutes routes)
    {
        (_listener, _routes) = (listener, routes);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");

    /// <summary>Opens it, at the port of the last time where that is free.</summary>
    public static FrontDoor Open(int? port, HostRoutes routes)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port ?? 0));
        }
        catch (SocketException) when (port is not null)
        {
            listener.Dispose();
            return Open(null, routes);
        }

        listener.Listen(Backlog);
        return new FrontDoor(listener, routes);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
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
            // It is being closed.
        }
    }

    private async Task ServeAsync(Socket accepted)
    {
        using var client = new NetworkStream(accepted, ownsSocket: true);
        try
        {
            if (await RequestHead.ReadAsync(client, _end.Token) is not { } head)
            {
                await AnswerAsync(client, "400 Bad Request", "This is no HTTP/1.1 request.\n");
            }
            else if (head.Host is "127.0.0.1" or "localhost")
            {
                _routes.Wake();
                await AnswerAsync(client, "200 OK", List());
            }
            else if (_routes.Find(head.Host, head.Path) is not { Cluster.Routes: { } routes } target)
            {
                await AnswerAsync(client, "404 Not Found", Nobody(head.Host));
            }
            else
            {
                using var server = await routes.ConnectAsync(target.Service, target.Port, _end.Token);
                if (server is null)
                {
                    var name = $"{target.Service.Namespace}/{target.Service.Name}";
                    await AnswerAsync(client, "503 Service Unavailable", $"No pod of the Service {name} is ready.\n");
                    return;
                }

                await server.WriteAsync(head.Bytes, _end.Token);
                await Relay.CarryAsync(client, server, _end.Token);
            }
        }
        catch (Exception error)
            when (error is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client has left, or the platform ends.
        }
    }

    private string Nobody(string host) => $"No Ingress or Service answers to {host}. Those that do:\n{List()}";

    private string List() => string.Concat(_routes.Addresses(Address.Port).Select(line => $"{line}\n"));

    private async Task AnswerAsync(NetworkStream client, string status, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var head =
            $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await client.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], _end.Token);
    }
}
