using Microsoft.AspNetCore.Http;

namespace Deploy.Registry;

/// <summary>An error that the OCI distribution specification has a code for.</summary>
/// <param name="status">The HTTP status that goes with the code.</param>
/// <param name="code">The specification's code, e.g. <c>BLOB_UNKNOWN</c>.</param>
/// <param name="message">The specification's description of the code, or a more exact one.</param>
/// <param name="detail">What the error is about: a digest, a tag, a name.</param>
internal sealed class RegistryError(int status, string code, string message, string? detail = null) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public string? Detail => detail;

    public static RegistryError Unauthorized() => new(401, "UNAUTHORIZED", "authentication required");

    public static RegistryError NameInvalid(string name) => new(400, "NAME_INVALID", "invalid repository name", name);

    public static RegistryError NameUnknown(string name) =>
        new(404, "NAME_UNKNOWN", "repository name not known to registry", name);

    public static RegistryError BlobUnknown(string digest) =>
        new(404, "BLOB_UNKNOWN", "blob unknown to registry", digest);

    public static RegistryError UploadUnknown(string id) =>
        new(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry", id);

    public static RegistryError UploadInvalid(string problem) => new(400, "BLOB_UPLOAD_INVALID", problem);

    public static RegistryError DigestInvalid(string digest) =>
        new(400, "DIGEST_INVALID", "provided digest did not match uploaded content", digest);

    public static RegistryError ManifestUnknown(string reference) =>
        new(404, "MANIFEST_UNKNOWN", "manifest unknown to registry", reference);

    public static RegistryError ManifestInvalid(string problem) => new(400, "MANIFEST_INVALID", problem);

    public static RegistryError ManifestBlobUnknown(string digest) =>
        new(404, "MANIFEST_BLOB_UNKNOWN", "manifest references a manifest or blob unknown to registry", digest);

    public static RegistryError ManifestTooLarge() => new(413, "SIZE_INVALID", "manifest is larger than 4 MiB");

    /// <summary>What ECR answers where tags are immutable.</summary>
    public static RegistryError TagImmutable(string tag, string repository) =>
        new(
            400,
            "TAG_INVALID",
            $"The image tag '{tag}' already exists in the '{repository}' repository and cannot be overwritten "
                + "because the repository is immutable.",
            tag
        );

    public static RegistryError Unsupported(string method) =>
        new(405, "UNSUPPORTED", "The operation is unsupported.", method);

    /// <summary>Writes <c>{"errors":[{…}]}</c>, the form of every error in the specification.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var body = new ErrorBody([new ErrorEntry(Code, Message, Detail)]);
        await context.Response.WriteAsJsonAsync(body, RegistryJson.Default.ErrorBody);
    }
}
