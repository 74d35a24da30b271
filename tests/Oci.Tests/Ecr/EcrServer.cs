using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deploy.Oci.Tests.Ecr;

/// <summary>An ECR that answers what the test says, and notes what it was asked.</summary>
public sealed class EcrServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EcrServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public Uri Address => new(_application.Urls.Single());

    public ConcurrentQueue<(string Target, string Body, string Authorization)> Calls { get; } = new();

    /// <summary>What is answered: a status and a body, by the number of the call, from 1.</summary>
    public Func<int, (int Status, string Body)> Answer { get; set; } = _ => (200, "{}");

    public static async Task<EcrServer> StartAsync()
    {
        var server = new EcrServer();
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        Calls.Enqueue(
            (headers["X-Amz-Target"].ToString(), await reader.ReadToEndAsync(), headers.Authorization.ToString())
        );
        var (status, body) = Answer(Calls.Count);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(body);
    }
}
