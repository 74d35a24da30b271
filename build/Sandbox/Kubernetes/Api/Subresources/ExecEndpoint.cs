using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Api.Streams;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;

namespace Deploy.Sandbox.Kubernetes.Api.Subresources;

/// <summary>
/// Answers <c>kubectl exec</c>, by WebSocket: the first byte of each message says which stream it belongs to (KEP-4006).
/// There is no terminal: a command that is run with <c>-t</c> sees pipes.
/// </summary>
internal sealed class ExecEndpoint(WebSocket socket, ContainerCommand command, CancellationToken cancellation)
    : IDisposable
{
    private const string Version5 = "v5.channel.k8s.io";
    private const string Version4 = "v4.channel.k8s.io";

    private const byte Input = 0;
    private const byte Output = 1;
    private const byte Errors = 2;
    private const byte Result = 3;
    private const byte Close = 255;

    private const int BufferSize = 32 << 10;

    private readonly SemaphoreSlim _writing = new(1);

    public static async Task HandleAsync(ApiRequest request, PodWorker worker)
    {
        var record =
            worker.Find(request.Query("container"))
            ?? throw ApiErrors.BadRequest(
                $"container {request.Query("container")} is not valid for pod {worker.Pod.Key.Name}"
            );
        var running =
            record.Running
            ?? throw ApiErrors.BadRequest($"unable to upgrade connection: container not found (\"{record.Name}\")");
        var words = request.Http.Request.Query["command"].OfType<string>().ToList();
        if (words.Count == 0)
        {
            throw ApiErrors.BadRequest("you must specify at least 1 command for the container");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Cluster.Stopping);
        using var socket = await StreamUpgrade.AcceptWebSocketAsync(request.Http, Version5, Version4);
        var hasInput = request.QueryFlag("stdin");
        try
        {
            using var command = running.Execute(words, hasInput);
            using var endpoint = new ExecEndpoint(socket, command, end.Token);
            await endpoint.RunAsync(hasInput);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or WebSocketException)
        {
            // The client has left.
        }
        catch (StartFailedException error)
        {
            await SendResultAsync(socket, Failure(error.Message), end.Token);
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task RunAsync(bool hasInput)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = ReadAsync(hasInput, left);
        await Task.WhenAll(SendAsync(Output, command.Output), SendAsync(Errors, command.Errors));
        var code = await command.WaitAsync(left.Token);
        await SendResultAsync(socket, code == 0 ? Success() : Failure(code), cancellation);
        await left.CancelAsync();
        await reading;
    }

    private async Task ReadAsync(bool hasInput, CancellationTokenSource left)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (true)
            {
                var message = await socket.ReceiveAsync(buffer.AsMemory(), left.Token);
                if (message.MessageType == WebSocketMessageType.Close)
                {
                    await left.CancelAsync();
                    return;
                }

                await TakeAsync(buffer.AsMemory(0, message.Count), hasInput);
                while (!message.EndOfMessage)
                {
                    message = await socket.ReceiveAsync(buffer.AsMemory(1), left.Token);
                    await TakeAsync(buffer.AsMemory(0, message.Count + 1), hasInput);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException)
        {
            await left.CancelAsync();
        }
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> message, bool hasInput)
    {
        if (!hasInput || message.IsEmpty)
        {
            return;
        }

        if (message.Span is [Close, Input, ..])
        {
            command.Input.Close();
        }
        else if (message.Span[0] == Input)
        {
            await command.Input.WriteAsync(message[1..], cancellation);
            await command.Input.FlushAsync(cancellation);
        }
    }

    private async Task SendAsync(byte channel, Stream from)
    {
        var buffer = new byte[BufferSize];
        buffer[0] = channel;
        while (await from.ReadAsync(buffer.AsMemory(1), cancellation) is > 0 and var length)
        {
            await _writing.WaitAsync(cancellation);
            try
            {
                await socket.SendAsync(buffer.AsMemory(0, length + 1), WebSocketMessageType.Binary, true, cancellation);
            }
            finally
            {
                _writing.Release();
            }
        }
    }

    private static async Task SendResultAsync(WebSocket socket, JsonObject status, CancellationToken cancellation)
    {
        byte[] message = [Result, .. JsonText.ToUtf8(status)];
        await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, true, cancellation);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
    }

    private static JsonObject Success() => new() { ["metadata"] = new JsonObject(), ["status"] = "Success" };

    private static JsonObject Failure(int code) =>
        new()
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = $"command terminated with non-zero exit code: exit status {code}",
            ["reason"] = "NonZeroExitCode",
            ["details"] = new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = $"{code}" }),
            },
        };

    private static JsonObject Failure(string message) =>
        new()
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
            ["reason"] = "InternalError",
            ["code"] = 500,
        };
}
