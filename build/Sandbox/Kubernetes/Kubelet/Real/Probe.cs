using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>One of a container's probes: what it asks, how often, and how many answers count.</summary>
internal sealed class Probe
{
    private readonly JsonObject _probe;
    private readonly JsonObject _container;

    private Probe(JsonObject container, JsonObject probe)
    {
        (_container, _probe) = (container, probe);
        InitialDelay = Seconds("initialDelaySeconds", 0);
        Period = Seconds("periodSeconds", 10);
        SuccessThreshold = probe.Number("successThreshold") ?? 1;
        FailureThreshold = probe.Number("failureThreshold") ?? 3;
    }

    public TimeSpan InitialDelay { get; }

    public TimeSpan Period { get; }

    public long SuccessThreshold { get; }

    public long FailureThreshold { get; }

    private TimeSpan Timeout => Seconds("timeoutSeconds", 1);

    /// <summary>A container's probe of a kind, e.g. <c>readinessProbe</c>; <c>null</c> when it has none.</summary>
    public static Probe? Of(JsonObject container, string kind) =>
        container.Object(kind) is { } probe ? new Probe(container, probe) : null;

    /// <summary>Asks once.</summary>
    /// <returns>Why it failed, as the kubelet words it; <c>null</c> when it succeeded.</returns>
    public async Task<string?> AskAsync(IPodSandbox pod, IContainer running, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Timeout);
        try
        {
            return _probe.Object("httpGet") is { } http ? await GetAsync(pod, http, limit.Token)
                : _probe.Object("tcpSocket") is { } tcp ? await ConnectAsync(pod, PortOf(tcp), limit.Token)
                : _probe.Object("exec") is { } exec ? await ExecuteAsync(running, exec, limit.Token)
                : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return _probe.Object("exec") is null
                ? "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
                : $"command timed out after {Timeout.TotalSeconds:0}s";
        }
    }

    private static async Task<string?> ConnectAsync(IPodSandbox pod, int port, CancellationToken cancellation)
    {
        try
        {
            using var socket = pod.NewSocket();
            await socket.ConnectAsync(new IPEndPoint(pod.Address, port), cancellation);
            return null;
        }
        catch (SocketException error)
        {
            return $"dial tcp {pod.Address}:{port}: connect: {error.Message.ToLowerInvariant()}";
        }
    }

    private static async Task<string?> ExecuteAsync(IContainer running, JsonObject exec, CancellationToken cancellation)
    {
        try
        {
            using var command = running.Execute([.. exec.Texts("command")], hasInput: false);
            var errors = command.Errors.CopyToAsync(Stream.Null, cancellation);
            using var reader = new StreamReader(command.Output);
            var output = await reader.ReadToEndAsync(cancellation);
            await errors;
            return await command.WaitAsync(cancellation) == 0 ? null : output.Trim();
        }
        catch (StartFailedException error)
        {
            return error.Message;
        }
    }

    private async Task<string?> GetAsync(IPodSandbox pod, JsonObject http, CancellationToken cancellation)
    {
        var (scheme, path) = (http.Text("scheme")?.ToLowerInvariant() ?? "http", http.Text("path") ?? "/");
        var url = $"{scheme}://{pod.Address}:{PortOf(http)}{(path.StartsWith('/') ? path : $"/{path}")}";
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = async (context, token) =>
            {
                var socket = pod.NewSocket();
                try
                {
                    await socket.ConnectAsync(new IPEndPoint(pod.Address, context.DnsEndPoint.Port), token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        // As the kubelet: whether the certificate can be trusted is not what is asked.
#pragma warning disable CA5359
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/sandbox");
        foreach (var header in http.Items("httpHeaders"))
        {
            request.Headers.TryAddWithoutValidation(header.Text("name") ?? "", header.Text("value"));
        }

        try
        {
            using var response = await client.SendAsync(request, cancellation);
            var code = (int)response.StatusCode;
            return code is >= 200 and < 400 ? null : $"HTTP probe failed with statuscode: {code}";
        }
        catch (HttpRequestException error)
        {
            var why = error.InnerException is SocketException refused
                ? $"dial tcp {pod.Address}:{PortOf(http)}: connect: {refused.Message.ToLowerInvariant()}"
                : (error.InnerException ?? error).Message;
            return $"Get \"{url}\": {why}";
        }
    }

    private int PortOf(JsonObject action) =>
        action.Number("port") is { } number
            ? (int)number
            : (int)(
                _container
                    .Items("ports")
                    .FirstOrDefault(port => port.Text("name") == action.Text("port"))
                    .Number("containerPort")
                ?? 0
            );

    private TimeSpan Seconds(string name, long otherwise) =>
        TimeSpan.FromSeconds(_probe.Number(name) is > 0 and var given ? given : otherwise);
}
