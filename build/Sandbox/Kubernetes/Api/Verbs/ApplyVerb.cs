using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Merge;
using Deploy.Sandbox.Kubernetes.Merge.Apply;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Schema;
using Deploy.Sandbox.Kubernetes.Store;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Answers PATCH with an apply configuration: server-side apply, which also creates.</summary>
internal static class ApplyVerb
{
    public static async Task HandleAsync(ApiRequest request, WriteScope scope)
    {
        var manager = request.Query("fieldManager") is { Length: > 0 } name
            ? name
            : throw ApiErrors.BadRequest(
                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"
            );
        var body = await request.ReadBodyAsync(null);
        var config = Identify(request, body.RequireObject());
        RequireTyped(request, config);
        var isForced = request.QueryFlag("force");
        var (stored, status) = request.Cluster.Store.Exclusively(() =>
            request.Cluster.Store.Find(request.Key) is { } current
                ? (Merge(request, current, config, manager, scope, isForced), StatusCodes.Status200OK)
                : (Create(request, config, manager, scope, isForced), StatusCodes.Status201Created)
        );
        await request.AnswerAsync(stored, status);
    }

    private static JsonObject Identify(ApiRequest request, JsonObject config)
    {
        if (config.Text("apiVersion") is null || config.Text("kind") is null)
        {
            throw ApiErrors.BadRequest("apiVersion and kind must be set in an apply configuration");
        }

        var metadata = config.Ensure("metadata");
        if (metadata.Array("managedFields") is { Count: > 0 })
        {
            throw ApiErrors.BadRequest("metadata.managedFields must be nil");
        }

        if (metadata.Text("name") is { Length: > 0 } name && name != request.Info.Name)
        {
            throw ApiErrors.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({request.Info.Name})"
            );
        }

        if (
            request.Resource.IsNamespaced
            && metadata.Text("namespace") is { Length: > 0 } given
            && given != request.Info.Namespace
        )
        {
            throw ApiErrors.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request"
            );
        }

        metadata["name"] = request.Info.Name;
        return config;
    }

    // The merge needs types: here, unlike elsewhere, an unknown field always ends the request.
    private static void RequireTyped(ApiRequest request, JsonObject config)
    {
        if (request.Resource.SchemaName is { } schema)
        {
            var problems = TypedCheck.Problems(request.Cluster.Schemas[schema], config);
            if (problems.Count > 0)
            {
                throw NotTyped(request, config, problems);
            }
        }

        CheckedBody.Check(request, config, []);
    }

    private static ApiException NotTyped(ApiRequest request, JsonObject config, IReadOnlyList<string> problems)
    {
        var name =
            request.Info.Namespace.Length > 0
                ? $"{request.Info.Namespace}/{request.Info.Name}"
                : $"/{request.Info.Name}";
        var text =
            problems.Count == 1
                ? problems[0]
                : "errors:\n" + string.Join("\n", problems.Select(problem => $"  {problem}"));
        return new ApiException(
            500,
            "",
            $"failed to create typed patch object ({name}; {config.Text("apiVersion")}, Kind={config.Text("kind")}): {text}"
        );
    }

    private static StoredObject Create(
        ApiRequest request,
        JsonObject config,
        string manager,
        WriteScope scope,
        bool isForced
    )
    {
        if (scope != WriteScope.Main)
        {
            throw ApiErrors.NotFound(request.Resource, request.Info.Name);
        }

        var next = Apply(request, null, config, manager, scope, isForced);
        return request.Cluster.Writer.CreateApplied(request.Resource, request.Info.Namespace, next, request.IsDryRun);
    }

    private static StoredObject Merge(
        ApiRequest request,
        StoredObject current,
        JsonObject config,
        string manager,
        WriteScope scope,
        bool isForced
    )
    {
        var next = Apply(request, current.Json, config, manager, scope, isForced);
        return request.Cluster.Writer.UpdateApplied(request.Resource, current, next, scope, request.IsDryRun);
    }

    private static JsonObject Apply(
        ApiRequest request,
        JsonObject? live,
        JsonObject config,
        string manager,
        WriteScope scope,
        bool isForced
    )
    {
        try
        {
            return new ServerSideApply(request.Cluster.Clock).Apply(
                request.Cluster.Writer.SchemaOf(request.Resource),
                live,
                config,
                manager,
                scope,
                isForced
            );
        }
        catch (TypedMergeException error)
        {
            throw NotTyped(request, config, [error.Message]);
        }
    }
}
