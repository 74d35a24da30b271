using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Deploy.Testing.Http;

/// <summary>
/// Stands between a client and a real server, on a free loopback port: notes every request, and answers some of them
/// itself, as a server in trouble would.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    // Hop by hop, or made anew by whoever sends.
    private static readonly HashSet<string> _ownHeaders = new(
        ["Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Expect"],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly WebApplication _application;
    private readonly HttpClient _server;
    private readonly ConcurrentQueue<string> _requests = new();

    private FaultProxy(Uri server)
    {
        _server = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = server,
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>Answers a request in the server's place, and says so with true; false lets the server answer.</summary>
    public Func<HttpContext, ValueTask<bool>>? Fault { get; set; }

    /// <summary>What was asked, as <c>PUT /path?query</c>, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Starts one.</summary>
    /// <param name="server">The server behind it.</param>
    public static async Task<FaultProxy> StartAsync(Uri server)
    {
        var proxy = new FaultProxy(server);
        await proxy._application.StartAsync();
        return proxy;
    }

    /// <summary>Answers the first requests that match with a status and a body.</summary>
    public void FailFirst(int times, Func<HttpRequest, bool> match, int status, string body = "")
    {
        var left = times;
        Fault = async context =>
        {
            if (!match(context.Request) || Interlocked.Decrement(ref left) < 0)
            {
                return false;
            }

            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
            return true;
        };
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _server.Dispose();
    }

    /// <summary>Lets the server answer a request.</summary>
    public async Task ForwardAsync(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString}"
        );
        // Also without a length: docker sends layers in HTTP's own chunks.
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.ContentLength = context.Request.ContentLength;
        }

        // The Host header goes along: signatures are made over it, and servers build addresses from it.
        foreach (var (name, values) in context.Request.Headers.Where(header => !_ownHeaders.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        using var response = await _server.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            context.RequestAborted
        );
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!_ownHeaders.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        context.Response.ContentLength = response.Content.Headers.ContentLength;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (Fault is null || !await Fault(context))
        {
            await ForwardAsync(context);
        }
    }
}
