using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Answers DELETE of one object.</summary>
internal static class DeleteVerb
{
    public static async Task HandleAsync(ApiRequest request)
    {
        request.RequireVerb("delete");
        var options = await OptionsAsync(request);
        var (last, isGone) = request.Cluster.Deleter.Delete(request.Resource, request.Key, options);
        if (!isGone)
        {
            await request.AnswerAsync(last);
            return;
        }

        var details = new JsonObject { ["name"] = last.Key.Name };
        if (request.Resource.Group.Length > 0)
        {
            details["group"] = request.Resource.Group;
        }

        details["kind"] = request.Resource.Plural;
        details["uid"] = last.Uid;
        await request.AnswerAsync(Answer.Success(details));
    }

    /// <summary>The options of a deletion, from the body and the query.</summary>
    public static async Task<DeleteOptions> OptionsAsync(ApiRequest request)
    {
        var body = await request.ReadBodyAsync(request.Cluster.Schemas["meta.DeleteOptions"]);
        var merged = (body.Value as JsonObject)?.Copy() ?? [];
        if (request.Query("propagationPolicy") is { Length: > 0 } policy)
        {
            merged["propagationPolicy"] = policy;
        }

        if (long.TryParse(request.Query("gracePeriodSeconds"), out var seconds))
        {
            merged["gracePeriodSeconds"] = seconds;
        }

        var options = DeleteOptions.Of(merged);
        return request.IsDryRun ? options with { IsDryRun = true } : options;
    }
}

/// <summary>Answers DELETE of a collection.</summary>
internal static class DeleteCollectionVerb
{
    public static async Task HandleAsync(ApiRequest request)
    {
        request.RequireVerb("deletecollection");
        var options = await DeleteVerb.OptionsAsync(request);
        var filter = ObjectFilter.Of(request);
        var deleted = request.Cluster.Store.Exclusively(() =>
            filter
                .Select(request.Cluster.Store)
                .Select(found => request.Cluster.Deleter.Delete(request.Resource, found.Key, options).Last)
                .ToList()
        );
        var metadata = new JsonObject { ["resourceVersion"] = request.Cluster.Store.Revision.ToString() };
        await request.AnswerAsync(Representation.Of(request).List(deleted, metadata));
    }
}
