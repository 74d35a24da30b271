using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Writes the events of a watch to its client.</summary>
internal sealed class WatchStream(ApiRequest request, ObjectFilter filter)
{
    // Tells a client that asked for the present state as events that it has now seen all of it.
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);

    private readonly Representation _representation = Representation.Of(request);

    /// <summary>Lets the client know that the watch has begun, however long it takes until something happens.</summary>
    public Task BeginAsync(CancellationToken cancellation)
    {
        request.Http.Response.ContentType = "application/json";
        return request.Http.Response.Body.FlushAsync(cancellation);
    }

    /// <summary>Sends what is there already.</summary>
    public async Task SendInitialAsync(IEnumerable<StoredObject> initial, long revision, CancellationToken cancellation)
    {
        foreach (var stored in initial)
        {
            await WriteAsync("ADDED", _representation.Single(stored), cancellation);
        }

        if (request.QueryFlag("sendInitialEvents"))
        {
            await BookmarkAsync(revision, new JsonObject { [InitialEventsEnd] = "true" }, cancellation);
        }
    }

    /// <summary>Sends changes as they come, and now and then how far the client has come, where it wants to know.</summary>
    public async Task SendAllAsync(ChannelReader<Change> changes, CancellationToken cancellation)
    {
        var next = changes.WaitToReadAsync(cancellation).AsTask();
        var bookmark = NextBookmark(cancellation);
        while (true)
        {
            await Task.WhenAny(next, bookmark);
            // A client that goes ends the wait for a bookmark first, and this runs before the other wait can end.
            cancellation.ThrowIfCancellationRequested();
            if (next.IsCompleted)
            {
                if (!await next)
                {
                    return;
                }

                while (changes.TryRead(out var change))
                {
                    await SendAsync(change, cancellation);
                }

                next = changes.WaitToReadAsync(cancellation).AsTask();
            }

            if (bookmark.IsCompletedSuccessfully)
            {
                // Read before the revision is, so that nothing up to it is still to come.
                var revision = request.Cluster.Store.Exclusively(() =>
                    changes.TryPeek(out _) ? (long?)null : request.Cluster.Store.Revision
                );
                await (revision is { } reached ? BookmarkAsync(reached, null, cancellation) : Task.CompletedTask);
                bookmark = NextBookmark(cancellation);
            }
        }
    }

    private Task NextBookmark(CancellationToken cancellation) =>
        Task.Delay(
            request.QueryFlag("allowWatchBookmarks") ? BookmarkInterval : Timeout.InfiniteTimeSpan,
            request.Cluster.Clock.Time,
            cancellation
        );

    // What starts or stops to match a selector appears and disappears for this client.
    private Task SendAsync(Change change, CancellationToken cancellation)
    {
        var was = change.Previous is { } previous && filter.Matches(previous);
        var isNow = change.Kind != ChangeKind.Deleted && filter.Matches(change.Object);
        var type = (was, isNow) switch
        {
            (false, true) => "ADDED",
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
            _ => null,
        };
        return type is null
            ? Task.CompletedTask
            : WriteAsync(type, _representation.Single(change.Object), cancellation);
    }

    private Task BookmarkAsync(long revision, JsonObject? annotations, CancellationToken cancellation)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (annotations is not null)
        {
            metadata["annotations"] = annotations;
        }

        return WriteAsync("BOOKMARK", _representation.Bookmark(request.Resource, metadata), cancellation);
    }

    private async Task WriteAsync(string type, JsonNode item, CancellationToken cancellation)
    {
        byte[] line = [.. JsonText.ToUtf8(new JsonObject { ["type"] = type, ["object"] = item }), (byte)'\n'];
        await request.Http.Response.Body.WriteAsync(line, cancellation);
        await request.Http.Response.Body.FlushAsync(cancellation);
    }
}
