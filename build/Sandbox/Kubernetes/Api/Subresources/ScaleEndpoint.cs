using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api.Bodies;
using Deploy.Sandbox.Kubernetes.Api.Verbs;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Api.Subresources;

/// <summary>The number of replicas of a workload, apart from the rest of it.</summary>
internal static class ScaleEndpoint
{
    public static Task GetAsync(ApiRequest request) => request.AnswerAsync(ScaleOf(request.RequireStored()));

    public static async Task WriteAsync(ApiRequest request, string method)
    {
        var body = await request.ReadBodyAsync(request.Cluster.Schemas["autoscaling.Scale"]);
        var stored = request.Cluster.Store.Exclusively(() =>
        {
            var current = request.RequireStored();
            var scale = method == "PUT" ? body.RequireObject() : Patch(request, current, body.Value);
            var next = current.Copy();
            next.Ensure("spec")["replicas"] = Replicas(request, scale);
            if (scale.Text("metadata", "resourceVersion") is { Length: > 0 } version)
            {
                next.Ensure("metadata")["resourceVersion"] = version;
            }

            return request.Cluster.Writer.Update(
                request.Resource,
                current,
                next,
                WriteScope.Scale,
                request.WriteOptions
            );
        });
        await request.AnswerAsync(ScaleOf(stored));
    }

    private static long Replicas(ApiRequest request, JsonObject scale)
    {
        var replicas = scale.Number("spec", "replicas") ?? 0;
        if (replicas < 0)
        {
            throw ApiErrors.Invalid(
                request.Resource with
                {
                    Kind = "Scale",
                },
                request.Info.Name,
                [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]
            );
        }

        return replicas;
    }

    private static JsonObject Patch(ApiRequest request, StoredObject current, JsonNode? patch) =>
        PatchVerb.Patch(
            request with
            {
                Resource = request.Resource with { SchemaName = "autoscaling.Scale" },
            },
            MediaType.Of(request.Http.Request.ContentType),
            ScaleOf(current),
            patch
        );

    private static JsonObject ScaleOf(StoredObject workload)
    {
        var selector = workload.Json.Map("spec", "selector", "matchLabels");
        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = workload.Key.Name,
                ["namespace"] = workload.Key.Namespace,
                ["uid"] = workload.Uid,
                ["resourceVersion"] = workload.Revision.ToString(),
                ["creationTimestamp"] = workload.Json.Text("metadata", "creationTimestamp"),
            },
            ["spec"] = new JsonObject { ["replicas"] = workload.Json.Number("spec", "replicas") ?? 0 },
            ["status"] = new JsonObject
            {
                ["replicas"] = workload.Json.Number("status", "replicas") ?? 0,
                ["selector"] = string.Join(',', selector.Select(label => $"{label.Key}={label.Value}")),
            },
        };
    }
}
