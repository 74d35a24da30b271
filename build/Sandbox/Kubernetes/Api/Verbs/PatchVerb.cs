using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api.Bodies;
using Deploy.Sandbox.Kubernetes.Merge;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Answers PATCH of an object or of its status, in each of the patch formats but server-side apply.</summary>
internal static class PatchVerb
{
    public static async Task HandleAsync(ApiRequest request, WriteScope scope)
    {
        request.RequireVerb("patch");
        var mediaType = MediaType.Of(request.Http.Request.ContentType);
        if (mediaType == MediaType.ApplyPatch)
        {
            await ApplyVerb.HandleAsync(request, scope);
            return;
        }

        var body = await request.ReadBodyAsync(null);
        var stored = request.Cluster.Store.Exclusively(() =>
        {
            var current = request.RequireStored();
            var next = Patch(request, mediaType, current.Copy(), body.Value);
            CheckedBody.Check(request, next, body.Duplicates);
            return request.Cluster.Writer.Update(request.Resource, current, next, scope, request.WriteOptions);
        });
        await request.AnswerAsync(stored);
    }

    /// <summary>The result of a patch, whatever its format.</summary>
    /// <exception cref="ApiException">The patch does not fit, or its format is not taken for this kind.</exception>
    public static JsonObject Patch(ApiRequest request, string mediaType, JsonObject target, JsonNode? patch)
    {
        try
        {
            return (mediaType, patch) switch
            {
                (MediaType.JsonPatch, JsonArray { Count: > JsonPatch.MostOperations } operations) =>
                    throw ApiErrors.TooManyOperations(JsonPatch.MostOperations, operations.Count),
                (MediaType.JsonPatch, JsonArray operations) => JsonPatch.Apply(target, operations) as JsonObject
                    ?? throw new PatchException("the result is no object"),
                (MediaType.MergePatch, JsonObject) => (JsonObject)MergePatch.Apply(target, patch)!,
                (MediaType.StrategicMergePatch, JsonObject changes)
                    when request.Cluster.Writer.SchemaOf(request.Resource) is { } schema => StrategicMergePatch.Apply(
                    schema,
                    target,
                    changes
                ),
                (MediaType.JsonPatch or MediaType.MergePatch, _) or (MediaType.StrategicMergePatch, not JsonObject) =>
                    throw new PatchException("the patch has the wrong form"),
                _ => throw ApiErrors.UnsupportedMediaType(
                    mediaType,
                    MediaType.JsonPatch,
                    MediaType.MergePatch,
                    MediaType.ApplyPatch
                ),
            };
        }
        catch (PatchException error) when (mediaType == MediaType.JsonPatch)
        {
            throw new ApiException(
                422,
                "Invalid",
                $"the server rejected our request due to an error in our request: {error.Message}"
            );
        }
        catch (PatchException error)
        {
            throw ApiErrors.BadRequest(error.Message);
        }
    }
}
