using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api.Subresources;

/// <summary>Deletes a pod for <c>kubectl drain</c>.</summary>
internal static class EvictionEndpoint
{
    public static async Task HandleAsync(ApiRequest request)
    {
        var body = await request.ReadBodyAsync(request.Cluster.Schemas["policy.Eviction"]);
        var options = DeleteOptions.Of(body.Value.Object("deleteOptions"));
        request.Cluster.Deleter.Delete(request.Resource, request.Key, options);
        await request.AnswerAsync(Answer.Success(), StatusCodes.Status201Created);
    }
}
