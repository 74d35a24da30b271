using System.Globalization;
using Deploy.Model.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deploy.Registry.Endpoints;

/// <summary><c>/v2/&lt;name&gt;/blobs/uploads/</c>: in one piece, in chunks, or by mounting another repository's blob.</summary>
internal static class Uploads
{
    public static async Task BeginAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        var query = context.Request.Query;
        if (query.TryGetValue("mount", out var mount) && query.TryGetValue("from", out var from))
        {
            var mounted = RegistryNames.Digest(mount);
            if (store.Blobs.Mount(path.Repository, RegistryNames.Repository(from.ToString()), mounted))
            {
                Created(context, path, mounted);
                return;
            }
        }

        var id = store.Uploads.Begin();
        if (query.TryGetValue("digest", out var digest))
        {
            await FinishAsync(context, store, path with { Reference = id }, RegistryNames.Digest(digest));
            return;
        }

        Progress(context, path with { Reference = id }, length: 0, StatusCodes.Status202Accepted);
    }

    public static Task StatusAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        Progress(context, path, store.Uploads.Length(path.Reference), StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    public static async Task AppendAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        var stored = store.Uploads.Length(path.Reference);
        if (FirstByte(context) is { } first && first != stored)
        {
            Progress(context, path, stored, StatusCodes.Status416RangeNotSatisfiable);
            return;
        }

        Progress(context, path, await AppendBodyAsync(context, store, path.Reference), StatusCodes.Status202Accepted);
    }

    public static Task FinishAsync(HttpContext context, RegistryStore store, RegistryPath path) =>
        FinishAsync(context, store, path, RegistryNames.Digest(context.Request.Query["digest"]));

    public static Task CancelAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        store.Uploads.Drop(path.Reference);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task FinishAsync(HttpContext context, RegistryStore store, RegistryPath path, Digest digest)
    {
        await AppendBodyAsync(context, store, path.Reference);
        await store.Uploads.VerifyAsync(path.Reference, digest, context.RequestAborted);
        store.Blobs.Take(path.Repository, store.Uploads.PathOf(path.Reference), digest);
        Created(context, path, digest);
    }

    private static async Task<long> AppendBodyAsync(HttpContext context, RegistryStore store, string id)
    {
        // Layers are larger than what Kestrel takes by default.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        try
        {
            return await store.Uploads.AppendAsync(id, context.Request.Body, context.RequestAborted);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            throw RegistryError.UploadInvalid("the upload is being written to by another request");
        }
    }

    // "Content-Range: <first>-<last>", without the unit that HTTP has in this header.
    private static long? FirstByte(HttpContext context) =>
        context.Request.Headers.ContentRange.ToString() is not { Length: > 0 } range ? null
        : long.TryParse(range.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first
        : throw RegistryError.UploadInvalid("Content-Range is not of the form <first>-<last>");

    private static void Progress(HttpContext context, RegistryPath path, long length, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = $"/v2/{path.Repository}/blobs/uploads/{path.Reference}";
        context.Response.Headers.Range = $"0-{Math.Max(0, length - 1)}";
        context.Response.Headers["Docker-Upload-Uuid"] = path.Reference;
    }

    private static void Created(HttpContext context, RegistryPath path, Digest digest)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{path.Repository}/blobs/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.Value;
    }
}
