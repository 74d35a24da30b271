using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Deploy.Registry.Endpoints;

/// <summary><c>/v2/&lt;name&gt;/manifests/&lt;tag or digest&gt;</c>.</summary>
internal static class Manifests
{
    // The specification's recommendation for the least that a registry must take; others refuse more as well.
    private const int LargestManifest = 4 * 1024 * 1024;

    public static Task GetAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        var manifest = store.Manifests.Find(path.Repository, path.Reference);
        context.Response.Headers["Docker-Content-Digest"] = manifest.Digest.Value;
        return Results.File(Path.GetFullPath(manifest.Path), manifest.MediaType).ExecuteAsync(context);
    }

    public static async Task PutAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        var mediaType =
            context.Request.ContentType ?? throw RegistryError.ManifestInvalid("the manifest has no Content-Type");
        var content = await ReadAsync(context);
        var digest = store.Manifests.Put(path.Repository, path.Reference, mediaType, content);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{path.Repository}/manifests/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.Value;
    }

    public static Task DeleteAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        store.Manifests.Delete(path.Repository, path.Reference);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var isTooLarge = read.Buffer.Length > LargestManifest;
            if (isTooLarge || read.IsCompleted)
            {
                var content = isTooLarge ? [] : read.Buffer.ToArray();
                // Kestrel drops the connection over what was read and not taken.
                reader.AdvanceTo(read.Buffer.End);
                return isTooLarge ? throw RegistryError.ManifestTooLarge() : content;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
