using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api.Subresources;

/// <summary>Answers <c>kubectl create token</c>. The platform takes no token but its own, so it is one in form only.</summary>
internal static class TokenEndpoint
{
    private const long DefaultSeconds = 3600;

    public static async Task HandleAsync(ApiRequest request)
    {
        request.RequireStored();
        var body = await request.ReadBodyAsync(request.Cluster.Schemas["authentication.TokenRequest"]);
        var answer = (body.Value as JsonObject)?.Copy() ?? [];
        var seconds = answer.Number("spec", "expirationSeconds") is > 0 and <= 31_536_000 and var asked
            ? asked
            : DefaultSeconds;
        answer["kind"] = "TokenRequest";
        answer["apiVersion"] = "authentication.k8s.io/v1";
        answer.Ensure("spec")["expirationSeconds"] = seconds;
        answer["status"] = new JsonObject
        {
            ["token"] = $"sandbox.{request.Info.Namespace}.{request.Info.Name}",
            ["expirationTimestamp"] = ServerClock.Format(request.Cluster.Clock.Now.AddSeconds(seconds)),
        };
        await request.AnswerAsync(answer, StatusCodes.Status201Created);
    }
}
