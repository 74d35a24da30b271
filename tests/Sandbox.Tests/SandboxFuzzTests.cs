using System.Net.Sockets;
using System.Text;
using Deploy.Testing;
using Deploy.Testing.Fuzzing;

namespace Deploy.Sandbox.Tests;

/// <summary>Requests that are damaged by chance, for some seconds.</summary>
public sealed class SandboxFuzzTests : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private SandboxServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await SandboxServer.StartAsync(
            new SandboxOptions(_folder.Path, ["c"]).WithRegistry(),
            CancellationToken.None
        );

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Should_answer_odd_requests_without_a_defect_and_go_on()
    {
        await Fuzz.RunAsync(async random =>
        {
            var request = OddRequest.Next(random, _server.Token);

            var answer = await AskAsync(request);

            var note = $"{Encoding.Latin1.GetString(request.Bytes)}\n=>\n{answer}";
            (answer.Length > 0 || !request.IsHttp).ShouldBeTrue(note);
            answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal).ShouldBe(IsTypeError(answer), note);
        });

        (await AskAsync("GET", "/clusters/c/version")).ShouldStartWith("HTTP/1.1 200");
    }

    // What the API server also answers 500 to: an apply whose fields are of the wrong types.
    private static bool IsTypeError(string answer) =>
        answer.Contains("failed to create typed patch object", StringComparison.Ordinal);

    private Task<string> AskAsync(string method, string path) =>
        AskAsync(
            new(
                Encoding.ASCII.GetBytes(
                    $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + $"Authorization: Bearer {_server.Token}\r\n\r\n"
                ),
                true
            )
        );

    private async Task<string> AskAsync(OddRequest request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _server.Address.Port);
        using var patience = new CancellationTokenSource(_patience);
        var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request.Bytes, patience.Token);
            if (!request.IsHttp)
            {
                // It may promise more than it sends.
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await ReadAsync(stream, answer, patience.Token);
        }
        catch (IOException)
        {
            // The server has had enough of it.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no end of the answer to {Encoding.Latin1.GetString(request.Bytes)}");
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    // To the end; of a watch, which has none, the head.
    private static async Task ReadAsync(NetworkStream stream, MemoryStream answer, CancellationToken cancellation)
    {
        var block = new byte[4096];
        int read;
        while (!IsWatch(answer) && (read = await stream.ReadAsync(block, cancellation)) > 0)
        {
            answer.Write(block, 0, read);
        }
    }

    private static bool IsWatch(MemoryStream answer) =>
        answer.GetBuffer().AsSpan(0, (int)answer.Length).IndexOf("Transfer-Encoding: chunked"u8) >= 0;
}
