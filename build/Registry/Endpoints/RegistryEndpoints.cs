using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Deploy.Registry.Endpoints;

/// <summary>Serves a <see cref="RegistryStore"/> as the OCI distribution specification 1.1 has it, below <c>/v2/</c>.</summary>
public static class RegistryEndpoints
{
    /// <summary>Maps the registry. It keeps <c>/v2</c> and everything below it for itself.</summary>
    /// <returns>The convention builder of the one endpoint that serves all of it.</returns>
    public static IEndpointConventionBuilder MapRegistry(this IEndpointRouteBuilder endpoints, RegistryStore store) =>
        endpoints.Map("/v2/{**path}", Serve(store));

    /// <summary>Answers requests whose path begins with <c>/v2</c>.</summary>
    public static RequestDelegate Serve(RegistryStore store) => context => ServeAsync(context, store);

    private static string PathBelow(PathString path) =>
        path.StartsWithSegments("/v2", StringComparison.Ordinal, out var rest) ? rest.Value!.TrimStart('/') : "";

    private static async Task ServeAsync(HttpContext context, RegistryStore store)
    {
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        try
        {
            var path =
                RegistryPath.Parse(PathBelow(context.Request.Path))
                ?? throw new RegistryError(404, "UNSUPPORTED", "no such endpoint");
            await AnswerAsync(context, store, path);
        }
        catch (RegistryError error) when (!context.Response.HasStarted)
        {
            await error.WriteAsync(context);
        }
    }

    private static Task AnswerAsync(HttpContext context, RegistryStore store, RegistryPath path) =>
        (path.Resource, context.Request.Method) switch
        {
            (RegistryResource.Root, "GET" or "HEAD") => Results.Text("{}", "application/json").ExecuteAsync(context),
            (RegistryResource.Catalog, "GET") => Lists.CatalogAsync(context, store),
            (RegistryResource.Tags, "GET") => Lists.TagsAsync(context, store, path),
            (RegistryResource.Manifest, "GET" or "HEAD") => Manifests.GetAsync(context, store, path),
            (RegistryResource.Manifest, "PUT") => Manifests.PutAsync(context, store, path),
            (RegistryResource.Manifest, "DELETE") => Manifests.DeleteAsync(context, store, path),
            (RegistryResource.Blob, "GET" or "HEAD") => Blobs.GetAsync(context, store, path),
            (RegistryResource.Blob, "DELETE") => Blobs.DeleteAsync(context, store, path),
            (RegistryResource.Uploads, "POST") => Uploads.BeginAsync(context, store, path),
            (RegistryResource.Upload, "GET") => Uploads.StatusAsync(context, store, path),
            (RegistryResource.Upload, "PATCH") => Uploads.AppendAsync(context, store, path),
            (RegistryResource.Upload, "PUT") => Uploads.FinishAsync(context, store, path),
            (RegistryResource.Upload, "DELETE") => Uploads.CancelAsync(context, store, path),
            _ => throw RegistryError.Unsupported(context.Request.Method),
        };
}
