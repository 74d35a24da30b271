using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Answers GET with <c>watch=true</c>: one line of JSON per change, until the client or the server leaves.</summary>
internal static class WatchVerb
{
    // Tells a client that asked for the present state as events that it has now seen all of it.
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    public static async Task HandleAsync(ApiRequest request)
    {
        request.RequireVerb("watch");
        var filter = ObjectFilter.Of(request);
        var store = request.Cluster.Store;
        var (initial, start, changes) = store.Exclusively(() =>
        {
            var from = StartOf(request, store.Revision);
            return (
                from is null ? filter.Select(store).ToList() : [],
                from ?? store.Revision,
                store.Subscribe(from ?? store.Revision)
            );
        });
        if (changes is null)
        {
            throw ApiErrors.Expired(start, store.Revision);
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Cluster.Stopping);
        using var timeout = Timeout(request, end);
        try
        {
            request.Http.Response.ContentType = "application/json";

            // The client waits for the headers, however long it takes until something happens.
            await request.Http.Response.Body.FlushAsync(end.Token);
            var stream = new WatchStream(request, filter);
            foreach (var stored in initial)
            {
                await stream.SendAsync("ADDED", stored, end.Token);
            }

            if (request.QueryFlag("sendInitialEvents"))
            {
                await stream.BookmarkAsync(start, new JsonObject { [InitialEventsEnd] = "true" }, end.Token);
            }

            await foreach (var change in changes.Reader.ReadAllAsync(end.Token))
            {
                await stream.SendAsync(change, end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // A watch ends by being left.
        }
        finally
        {
            store.Unsubscribe(changes);
        }
    }

    // Nothing, "0" and the request for initial events all mean: first what there is, then what changes.
    private static long? StartOf(ApiRequest request, long revision)
    {
        var text = request.Query("resourceVersion");
        if (string.IsNullOrEmpty(text) || text == "0" || request.QueryFlag("sendInitialEvents"))
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
        {
            throw ApiErrors.BadRequest(
                $"Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax"
            );
        }

        return Math.Min(asked, revision);
    }

    private static ITimer? Timeout(ApiRequest request, CancellationTokenSource end) =>
        int.TryParse(request.Query("timeoutSeconds"), CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? request.Cluster.Clock.Time.CreateTimer(
                _ => end.Cancel(),
                null,
                TimeSpan.FromSeconds(seconds),
                System.Threading.Timeout.InfiniteTimeSpan
            )
            : null;

    /// <summary>Writes events to one client.</summary>
    private sealed class WatchStream(ApiRequest request, ObjectFilter filter)
    {
        private readonly Representation _representation = Representation.Of(request);

        // What starts or stops to match a selector appears and disappears for this client.
        public Task SendAsync(Change change, CancellationToken cancellation)
        {
            var was = change.Previous is { } previous && filter.Matches(previous);
            var isNow = change.Kind != ChangeKind.Deleted && filter.Matches(change.Object);
            return (was, isNow) switch
            {
                (false, true) => SendAsync("ADDED", change.Object, cancellation),
                (true, true) => SendAsync("MODIFIED", change.Object, cancellation),
                (true, false) => SendAsync("DELETED", change.Object, cancellation),
                _ => Task.CompletedTask,
            };
        }

        public Task SendAsync(string type, StoredObject stored, CancellationToken cancellation) =>
            WriteAsync(type, _representation.Single(stored), cancellation);

        public Task BookmarkAsync(long revision, JsonObject annotations, CancellationToken cancellation)
        {
            var metadata = new JsonObject
            {
                ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture),
                ["annotations"] = annotations,
            };
            return WriteAsync("BOOKMARK", _representation.Bookmark(request.Resource, metadata), cancellation);
        }

        private async Task WriteAsync(string type, JsonNode item, CancellationToken cancellation)
        {
            var line = JsonText.ToUtf8(new JsonObject { ["type"] = type, ["object"] = item });
            await request.Http.Response.Body.WriteAsync(line, cancellation);
            await request.Http.Response.Body.WriteAsync("\n"u8.ToArray(), cancellation);
            await request.Http.Response.Body.FlushAsync(cancellation);
        }
    }
}
