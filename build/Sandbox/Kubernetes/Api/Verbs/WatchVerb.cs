using System.Globalization;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Answers GET with <c>watch=true</c>: one line of JSON per change, until the client or the server leaves.</summary>
internal static class WatchVerb
{
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
            var stream = new WatchStream(request, filter);
            await stream.BeginAsync(end.Token);
            await stream.SendInitialAsync(initial, start, end.Token);
            await stream.SendAllAsync(changes.Reader, end.Token);
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
}
