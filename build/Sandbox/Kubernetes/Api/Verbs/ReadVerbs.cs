using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Answers GET of one object.</summary>
internal static class GetVerb
{
    public static Task HandleAsync(ApiRequest request)
    {
        request.RequireVerb("get");
        return request.AnswerAsync(request.RequireStored());
    }
}

/// <summary>Answers GET of a collection, in pages where the client sets a limit.</summary>
internal static class ListVerb
{
    public static Task HandleAsync(ApiRequest request)
    {
        request.RequireVerb("list");
        var filter = ObjectFilter.Of(request);
        var (revision, items) = request.Cluster.Store.Exclusively(() =>
            (request.Cluster.Store.Revision, filter.Select(request.Cluster.Store).ToList())
        );
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (request.Query("continue") is { Length: > 0 } token)
        {
            var last = Decode(token);
            items = [.. items.SkipWhile(item => item.Key.CompareTo(new ObjectKey("", last[0], last[1])) <= 0)];
        }

        if (
            long.TryParse(request.Query("limit"), CultureInfo.InvariantCulture, out var limit)
            && limit > 0
            && items.Count > limit
        )
        {
            metadata["remainingItemCount"] = items.Count - limit;
            items = [.. items.Take((int)limit)];
            metadata["continue"] = Encode(items[^1].Key);
        }

        return request.AnswerAsync(Representation.Of(request).List(items, metadata));
    }

    private static string Encode(ObjectKey last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{last.Namespace}/{last.Name}"));

    private static string[] Decode(string token)
    {
        var bytes = new byte[token.Length];
        return
            Convert.TryFromBase64String(token, bytes, out var count)
            && Encoding.UTF8.GetString(bytes, 0, count).Split('/') is { Length: 2 } parts
            ? parts
            : throw ApiErrors.BadRequest("continue key is not valid");
    }
}
