using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deploy.Integration.Charts;

/// <summary>Stands between a client and an HTTP server, and does to requests what networks and servers do.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _target;
    private readonly ConcurrentQueue<string> _requests = new();

    private FaultProxy(Uri target)
    {
        _target = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = default, UseCookies = false })
        {
            BaseAddress = target,
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        _application = builder.Build();
        _application.Run(HandleAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>Which fault a request meets; null for none. Gets <c>PUT /bucket/key</c>.</summary>
    public Func<string, Fault?> Decide { get; set; } = _ => null;

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<FaultProxy> StartAsync(Uri target)
    {
        var proxy = new FaultProxy(target);
        await proxy._application.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _target.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = $"{context.Request.Method} {context.Request.Path}";
        _requests.Enqueue(request);
        var fault = Decide(request) ?? new Fault();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await Task.Delay(fault.Delay, context.RequestAborted);
        if (fault.Status is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync($"<Error><Code>{fault.Code}</Code><Message>injected</Message></Error>");
            return;
        }

        if (fault.IsReset)
        {
            context.Abort();
            return;
        }

        using var answer = await ForwardAsync(context, body.ToArray(), fault);
        if (fault.IsReplyLost)
        {
            context.Abort();
            return;
        }

        await ReplyAsync(context, answer, fault);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context, byte[] body, Fault fault)
    {
        using var forwarded = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            context.Request.Path + context.Request.QueryString.Value
        );
        forwarded.Content = new ByteArrayContent(body);
        foreach (var (name, values) in context.Request.Headers)
        {
            var isCondition = name is "If-Match" or "If-None-Match";
            if (name is "Host" or "Transfer-Encoding" or "Content-Length" || (isCondition && fault.StripsConditions))
            {
                continue;
            }

            if (!forwarded.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                forwarded.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return await _target.SendAsync(forwarded, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task ReplyAsync(HttpContext context, HttpResponseMessage answer, Fault fault)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Content-Length"))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        var content = fault.Content ?? await answer.Content.ReadAsByteArrayAsync();
        if (context.Request.Method == "HEAD" || answer.StatusCode is System.Net.HttpStatusCode.NotModified)
        {
            return;
        }

        context.Response.ContentLength = content.Length;
        if (fault.IsTruncated)
        {
            await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(content);
    }
}

/// <summary>What happens to a request.</summary>
internal sealed record Fault
{
    /// <summary>Answered with this status, and nothing done.</summary>
    public int? Status { get; init; }

    /// <summary>The error code in that answer.</summary>
    public string Code { get; init; } = "InternalError";

    /// <summary>How long it takes before anything happens.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The connection breaks before anything is done.</summary>
    public bool IsReset { get; init; }

    /// <summary>It is done, and then the connection breaks.</summary>
    public bool IsReplyLost { get; init; }

    /// <summary>The connection breaks in the middle of the answer.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The conditions are dropped on the way.</summary>
    public bool StripsConditions { get; init; }

    /// <summary>The answer's body instead of the real one.</summary>
    public byte[]? Content { get; init; }
}
