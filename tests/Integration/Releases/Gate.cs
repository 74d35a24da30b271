using System.Net;
using System.Net.Sockets;

namespace Deploy.Integration.Releases;

/// <summary>Stands before an API server; it can be frozen, and shut and opened again.</summary>
internal sealed class Gate : IDisposable
{
    private readonly IPEndPoint _behind;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _thaw = Thawed();
    private volatile bool _isShut;

    public Gate(Uri behind)
    {
        _behind = new(IPAddress.Loopback, behind.Port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Nothing passes any more, and nobody is told.</summary>
    public void Freeze() => _thaw = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All that was held up passes.</summary>
    public void Thaw() => _thaw.TrySetResult();

    /// <summary>Every connection breaks, and new ones too.</summary>
    public void Shut()
    {
        _isShut = true;
        lock (_lock)
        {
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    public void Open() => _isShut = false;

    public void Dispose()
    {
        _listener.Dispose();
        Shut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                if (_isShut)
                {
                    client.Dispose();
                    continue;
                }

                _ = ForwardAsync(client);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        var server = new TcpClient();
        try
        {
            lock (_lock)
            {
                _open.AddRange([client, server]);
            }

            await server.ConnectAsync(_behind);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream()),
                PumpAsync(server.GetStream(), client.GetStream())
            );
        }
        catch (Exception error)
            when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone, so the other goes too.
        }
        finally
        {
            client.Dispose();
            server.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer) is var count and > 0)
        {
            await _thaw.Task;
            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private static TaskCompletionSource Thawed()
    {
        var thawed = new TaskCompletionSource();
        thawed.SetResult();
        return thawed;
    }
}
