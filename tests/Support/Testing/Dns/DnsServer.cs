using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Deploy.Testing.Dns;

/// <summary>
/// A name server on loopback, by UDP: answers with authority for the records that it was given, refers to others for
/// zones that it was told of, and says of everything else that it is not there.
/// </summary>
public sealed class DnsServer : IAsyncDisposable
{
    private readonly UdpClient _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<DnsRecord, bool> _records = new();
    private readonly ConcurrentDictionary<string, string> _delegated = new();
    private readonly ConcurrentQueue<string> _questions = new();
    private readonly Task _serving;

    /// <summary>Listens.</summary>
    /// <param name="address">An address of loopback: all of 127.0.0.0/8 is this machine.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public DnsServer(string address = "127.0.0.1", int port = 0)
    {
        _socket = new(new IPEndPoint(IPAddress.Parse(address), port));
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>Whether it keeps silent.</summary>
    public bool IsMute { get; set; }

    /// <summary>What it was asked, as <c>A www.example.test</c>, in order.</summary>
    public IReadOnlyList<string> Questions => [.. _questions];

    /// <summary>Called with each question before it is answered.</summary>
    public Action<string>? Asked { get; set; }

    /// <summary>Knows a record from now on.</summary>
    /// <param name="name">Whose, without its last dot.</param>
    /// <param name="type"><c>A</c>, <c>NS</c> or <c>CNAME</c>.</param>
    /// <param name="data">An address or a name.</param>
    public DnsServer Add(string name, string type, string data)
    {
        _records[new(name, type, data)] = true;
        return this;
    }

    /// <summary>Refers to another server for all names in a zone.</summary>
    public DnsServer Delegate(string zone, string server)
    {
        _delegated[zone] = server;
        return this;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var received = await _socket.ReceiveAsync(_stop.Token);
            var query = DnsQuery.Read(received.Buffer);
            var question = $"{query.Type} {query.Name}";
            Asked?.Invoke(question);
            _questions.Enqueue(question);
            if (!IsMute)
            {
                await _socket.SendAsync(Answer(query), received.RemoteEndPoint, _stop.Token);
            }
        }
    }

    private byte[] Answer(DnsQuery query)
    {
        if (_delegated.FirstOrDefault(zone => query.IsIn(zone.Key)) is { Key: { } zone, Value: var server })
        {
            return query.Refer(new(zone, "NS", server));
        }

        var known = _records.Keys.Where(record => record.Name == query.Name).ToList();
        return known.Count == 0
            ? query.Deny()
            : query.Answer([.. known.Where(record => record.Type == query.Type || record.Type == "CNAME")]);
    }
}
