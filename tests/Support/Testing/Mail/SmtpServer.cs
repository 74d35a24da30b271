using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Deploy.Testing.Mail;

/// <summary>A mail server on a free loopback port, without TLS; it keeps what it is sent.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly Task _accepting;

    /// <summary>Listens.</summary>
    public SmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to commands that begin so, instead of consenting: <c>RCPT</c> → <c>550 no</c>.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>Whether it says nothing at all.</summary>
    public bool IsMute { get; set; }

    /// <summary>The commands that it was given, in order.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>The messages that it took, as they came.</summary>
    public IReadOnlyList<string> Messages => [.. _messages];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The client went away in the middle.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false))
        {
            NewLine = "\r\n",
            AutoFlush = true,
        };
        if (IsMute)
        {
            await reader.ReadLineAsync(_stop.Token);
            return;
        }

        await writer.WriteLineAsync("220 mail.test ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } command)
        {
            _commands.Enqueue(command);
            var answer =
                Answers.FirstOrDefault(each => command.StartsWith(each.Key, StringComparison.Ordinal)).Value
                ?? Consent(command);
            await writer.WriteLineAsync(answer);
            if (answer.StartsWith("354", StringComparison.Ordinal))
            {
                _messages.Enqueue(await MessageAsync(reader));
                await writer.WriteLineAsync("250 taken");
            }
        }
    }

    private async Task<string> MessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line and not ".")
        {
            message.AppendLine(line);
        }

        return message.ToString();
    }

    private static string Consent(string command) =>
        command.Split(' ')[0] switch
        {
            "EHLO" => "250-mail.test\r\n250 AUTH PLAIN",
            "AUTH" => "235 welcome",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
}
