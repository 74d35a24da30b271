using System.Net;
using Deploy.Sandbox.Kubernetes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deploy.Sandbox;

/// <summary>Takes every request of the platform to the part that answers it.</summary>
internal sealed class SandboxApplication(
    ClusterSet clusters,
    Guests guests,
    IReadOnlyDictionary<string, RequestDelegate> endpoints
) : IHttpApplication<DefaultHttpContext>, IAsyncDisposable
{
    private const string Clusters = "/clusters/";

    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures) => new(contextFeatures);

    public void DisposeContext(DefaultHttpContext context, Exception? exception)
    {
        // Nothing of a context outlives its request.
    }

    public Task ProcessRequestAsync(DefaultHttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!IsLoopback(context.Request.Host.Host))
        {
            // A page in a browser must not reach the platform by a name that leads here.
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        if (path.StartsWith(Clusters, StringComparison.Ordinal))
        {
            return clusters.HandleAsync(context, path[Clusters.Length..]);
        }

        if (path == Guests.Path)
        {
            return guests.HandleAsync(context);
        }

        foreach (var (prefix, endpoint) in endpoints)
        {
            if (context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal))
            {
                return endpoint(context);
            }
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Waits until other processes have left, then ends watches and controllers.</summary>
    public async ValueTask DisposeAsync()
    {
        await guests.WaitUntilGoneAsync();
        await clusters.DisposeAsync();
    }

    private static bool IsLoopback(string host) =>
        host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
