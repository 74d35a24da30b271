using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>An answer of kind <c>Status</c> that says why a request was refused.</summary>
internal sealed class ApiException(int code, string reason, string message, JsonObject? details = null)
    : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Code => code;

    /// <summary>The machine-readable reason, e.g. <c>NotFound</c>.</summary>
    public string Reason => reason;

    /// <summary>The answer's body.</summary>
    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (reason.Length > 0)
        {
            status["reason"] = reason;
        }

        if (details is not null)
        {
            status["details"] = details.Copy();
        }

        status["code"] = code;
        return status;
    }
}
