using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Schema;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api.Bodies;

/// <summary>The body of a request as a JSON tree, whichever of the API's encodings it came in.</summary>
/// <param name="Value">The body; <c>null</c> when there was none.</param>
/// <param name="Duplicates">Paths of the keys that were given twice.</param>
internal sealed record RequestBody(JsonNode? Value, IReadOnlyList<string> Duplicates)
{
    /// <summary>The API server's own limit, in bytes.</summary>
    public const int Limit = 3 * 1024 * 1024;

    /// <summary>Reads a body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="schemaOf">The type of a protobuf body by its <c>apiVersion</c> and kind; <c>null</c> if it has none.</param>
    /// <exception cref="ApiException">Too large, of an unknown type, or malformed.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext http, Func<string, string, SchemaType?> schemaOf)
    {
        var bytes = await ReadBytesAsync(http);
        if (bytes.Length == 0)
        {
            return new RequestBody(null, []);
        }

        var mediaType = MediaType.Of(http.Request.ContentType);
        try
        {
            return mediaType switch
            {
                MediaType.Protobuf => new RequestBody(ProtobufBody.Decode(bytes, schemaOf), []),
                MediaType.Yaml or MediaType.ApplyPatch => FromYaml(bytes),
                "" or MediaType.Json or MediaType.JsonPatch or MediaType.MergePatch or MediaType.StrategicMergePatch =>
                    FromJson(bytes),
                _ => throw ApiErrors.UnsupportedMediaType(
                    mediaType,
                    MediaType.Json,
                    MediaType.Yaml,
                    MediaType.Protobuf
                ),
            };
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw ApiErrors.BadRequest($"the body of the request cannot be read: {error.Message}");
        }
    }

    /// <summary>The body as an object.</summary>
    /// <exception cref="ApiException">It is something else, or there is none.</exception>
    public JsonObject RequireObject() =>
        Value as JsonObject ?? throw ApiErrors.BadRequest("the body of the request is no object");

    private static RequestBody FromJson(byte[] bytes)
    {
        var duplicates = new List<string>();
        return new RequestBody(JsonParser.Parse(bytes, duplicates), duplicates);
    }

    // JSON is YAML, and most clients send it here too; that needs no YAML parser.
    private static RequestBody FromYaml(byte[] bytes)
    {
        try
        {
            return FromJson(bytes);
        }
        catch (JsonException)
        {
            return new RequestBody(YamlBody.Decode(bytes), []);
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength > Limit)
        {
            throw ApiErrors.TooLarge(Limit);
        }

        using var buffer = new MemoryStream();
        var block = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(block, http.RequestAborted)) > 0)
        {
            buffer.Write(block, 0, read);
            if (buffer.Length > Limit)
            {
                throw ApiErrors.TooLarge(Limit);
            }
        }

        return buffer.ToArray();
    }
}
