using Deploy.Sandbox.Kubernetes.Json;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Answers POST to a collection.</summary>
internal static class CreateVerb
{
    public static async Task HandleAsync(ApiRequest request)
    {
        request.RequireVerb("create");
        var body = await request.ReadBodyAsync(request.Cluster.Writer.SchemaOf(request.Resource));
        var next = body.RequireObject();
        CheckedBody.Check(request, next, body.Duplicates);
        RequireNamespace(request, next.Text("metadata", "namespace"));
        var stored = request.Cluster.Writer.Create(
            request.Resource,
            request.Info.Namespace,
            next,
            request.WriteOptions
        );
        await request.AnswerAsync(stored, StatusCodes.Status201Created);
    }

    private static void RequireNamespace(ApiRequest request, string? given)
    {
        if (!request.Resource.IsNamespaced)
        {
            return;
        }

        if (request.Info.Namespace.Length == 0)
        {
            throw ApiErrors.BadRequest("an empty namespace may not be set during creation");
        }

        if (!string.IsNullOrEmpty(given) && given != request.Info.Namespace)
        {
            throw ApiErrors.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request"
            );
        }
    }
}
