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

    // The API server's own limits on warnings, in characters: of one, and of all.
    private const int LongestWarning = 256;
    private const int LongestWarnings = 4 * 1024;

    /// <summary>
    /// Adds a warning, which clients print, shortened as the API server does. Control characters are left out: no header
    /// can carry them.
    /// </summary>
    public static void Warn(HttpContext http, string text)
    {
        if (http.Response.Headers.Warning.Sum(warning => warning?.Length) > LongestWarnings - LongestWarning)
        {
            return;
        }

        var quoted = (text.Length > LongestWarning ? text[..LongestWarning] : text)
            .Replace("\\", "\\\\")
            .Replace("\"", "\\\"");
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
