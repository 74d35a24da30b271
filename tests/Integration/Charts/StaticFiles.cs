using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deploy.Integration.Charts;

/// <summary>Serves a folder over HTTP on loopback, as any web server would.</summary>
internal sealed class StaticFiles : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StaticFiles(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(context => ServeAsync(context, folder));
    }

    public string Address => _application.Urls.Single();

    public static async Task<StaticFiles> StartAsync(string folder)
    {
        var server = new StaticFiles(folder);
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task ServeAsync(HttpContext context, string folder)
    {
        var file = Path.Combine(folder, Path.GetFileName(context.Request.Path.Value!));
        context.Response.StatusCode = File.Exists(file) ? 200 : 404;
        if (File.Exists(file))
        {
            await context.Response.SendFileAsync(file);
        }
    }
}
