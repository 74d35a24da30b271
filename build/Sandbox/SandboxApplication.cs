using Deploy.Sandbox.Kubernetes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deploy.Sandbox;

/// <summary>Takes every request that the door lets in to the part of the platform that answers it.</summary>
internal sealed class SandboxApplication(
    Door door,
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
        if (door.Refusal(context.Request) is { } status)
        {
            return Door.TurnAwayAsync(context, status);
        }

        var path = context.Request.Path.Value ?? "/";
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

    /// <summary>Waits, but not for ever, until other processes have left, then ends watches and controllers.</summary>
    public async ValueTask DisposeAsync()
    {
        await guests.DisposeAsync();
        await clusters.DisposeAsync();
    }
}
