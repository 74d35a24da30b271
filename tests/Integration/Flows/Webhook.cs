using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deploy.Integration.Flows;

/// <summary>A chat's webhook on a loopback port, in good or bad health.</summary>
public sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _bodies = new();

    /// <summary>Listens.</summary>
    /// <param name="status">What it answers; 0 for never.</param>
    public Webhook(int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _bodies.Enqueue(await reader.ReadToEndAsync());
            if (status == 0)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { });
            }

            context.Response.StatusCode = status == 0 ? StatusCodes.Status200OK : status;
        });
        _application.StartAsync().GetAwaiter().GetResult();
    }

    /// <summary>Its address, a part of which is secret.</summary>
    public string Url => $"{_application.Urls.Single()}/services/canary-0123456789";

    /// <summary>What it was told.</summary>
    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
