using System.Collections.Concurrent;
using Deploy.Registry;
using Deploy.Registry.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deploy.Testing.Registry;

/// <summary>
/// The Sandbox's registry on a free loopback port, over a folder of its own. It notes every request, and can answer
/// some of them itself as a registry in trouble would.
/// </summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TemporaryRegistryFolder _folder = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private RegistryServer(RegistryOptions? options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Use(NoteAndFailAsync);
        _application.MapRegistry(new RegistryStore(_folder.Path, options));
    }

    /// <summary>Where it listens, as an image's reference has it.</summary>
    public RegistryHost Host { get; private set; } = null!;

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://{Host}/");

    /// <summary>Answers a request in the registry's place, and says so with true; false lets the registry answer.</summary>
    public Func<HttpContext, ValueTask<bool>>? Fault { get; set; }

    /// <summary>What was asked, as <c>PUT /v2/…?query</c>, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Starts one.</summary>
    public static async Task<RegistryServer> StartAsync(RegistryOptions? options = null)
    {
        var server = new RegistryServer(options);
        await server._application.StartAsync();
        server.Host = new RegistryHost(new Uri(server._application.Urls.Single()).Authority);
        return server;
    }

    /// <summary>Forgets what was asked so far.</summary>
    public void ForgetRequests() => _requests.Clear();

    /// <summary>Stops it and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _folder.Dispose();
    }

    private async Task NoteAndFailAsync(HttpContext context, RequestDelegate next)
    {
        _requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (Fault is null || !await Fault(context))
        {
            await next(context);
        }
    }

    private sealed class TemporaryRegistryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("registry-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
