using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Resources;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>Answers who the client is and what it may do: everything, for whoever was let in.</summary>
internal static class ReviewEndpoints
{
    public static bool Handles(ResourceDefinition resource) =>
        resource.Group is "authorization.k8s.io" or "authentication.k8s.io";

    public static async Task HandleAsync(ApiRequest request)
    {
        if (!HttpMethods.IsPost(request.Http.Request.Method))
        {
            throw ApiErrors.MethodNotAllowed();
        }

        var body = await request.ReadBodyAsync(request.Cluster.Writer.SchemaOf(request.Resource));
        var answer = body.RequireObject();
        answer["apiVersion"] = request.Resource.ApiVersion;
        answer["kind"] = request.Resource.Kind;
        answer["status"] = StatusOf(request.Resource.Kind);
        await request.AnswerAsync(answer, StatusCodes.Status201Created);
    }

    private static JsonObject StatusOf(string kind) =>
        kind switch
        {
            "SelfSubjectReview" => new JsonObject
            {
                ["userInfo"] = new JsonObject
                {
                    ["username"] = "sandbox",
                    ["groups"] = new JsonArray("system:masters", "system:authenticated"),
                },
            },
            "SelfSubjectRulesReview" => new JsonObject
            {
                ["resourceRules"] = new JsonArray(Everything("apiGroups", "resources")),
                ["nonResourceRules"] = new JsonArray(Everything("nonResourceURLs")),
                ["incomplete"] = false,
            },
            _ => new JsonObject { ["allowed"] = true },
        };

    private static JsonObject Everything(params IEnumerable<string> scopes)
    {
        var rule = new JsonObject { ["verbs"] = new JsonArray("*") };
        foreach (var scope in scopes)
        {
            rule[scope] = new JsonArray("*");
        }

        return rule;
    }
}
