using Microsoft.AspNetCore.Http;

namespace Deploy.Registry.Endpoints;

/// <summary><c>/v2/&lt;name&gt;/blobs/&lt;digest&gt;</c>: download, in ranges too, and deletion.</summary>
internal static class Blobs
{
    public static Task GetAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        var digest = RegistryNames.Digest(path.Reference);
        if (!store.Blobs.Has(path.Repository, digest))
        {
            throw RegistryError.BlobUnknown(path.Reference);
        }

        context.Response.Headers["Docker-Content-Digest"] = digest.Value;
        return Results
            .File(Path.GetFullPath(store.Blobs.PathOf(digest)), "application/octet-stream", enableRangeProcessing: true)
            .ExecuteAsync(context);
    }

    public static Task DeleteAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        if (!store.Blobs.Delete(path.Repository, RegistryNames.Digest(path.Reference)))
        {
            throw RegistryError.BlobUnknown(path.Reference);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }
}
