using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>Writes answers.</summary>
internal static class Answer
{
    public static Task WriteAsync(HttpContext http, int status, JsonNode body) =>
        WriteAsync(http, status, JsonText.ToUtf8(body));

    public static Task WriteAsync(HttpContext http, int status, ReadOnlyMemory<byte> json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        return http.Response.Body.WriteAsync(json, http.RequestAborted).AsTask();
    }

    /// <summary>Adds a warning, which clients print. Control characters are left out: no header can carry them.</summary>
    public static void Warn(HttpContext http, string text)
    {
        var quoted = text.Replace("\\", "\\\\").Replace("\"", "\\\"");
        http.Response.Headers.Append("Warning", $"299 - \"{string.Concat(quoted.Where(c => !char.IsControl(c)))}\"");
    }

    /// <summary>A status that says that something is done.</summary>
    public static JsonObject Success(JsonObject? details = null)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
        };
        if (details is not null)
        {
            status["details"] = details;
        }

        return status;
    }
}
