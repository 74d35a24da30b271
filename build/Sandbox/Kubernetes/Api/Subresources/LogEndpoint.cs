using System.Globalization;
using System.Text;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet;

namespace Deploy.Sandbox.Kubernetes.Api.Subresources;

/// <summary>Answers <c>kubectl logs</c>.</summary>
internal static class LogEndpoint
{
    public static async Task HandleAsync(ApiRequest request)
    {
        var pod = request.RequireStored();
        if (request.Cluster.Pods?.Find(pod.Uid) is { } worker)
        {
            await RealLogEndpoint.HandleAsync(request, pod, worker);
            return;
        }

        var lines = PodLog.Lines(pod, request.Query("container"), request.QueryFlag("previous"));
        if (Number(request, "tailLines") is { } tail)
        {
            lines = [.. lines.TakeLast((int)Math.Min(tail, int.MaxValue))];
        }

        if (request.QueryFlag("timestamps"))
        {
            var time = pod.Json.Text("status", "startTime");
            lines = [.. lines.Select(line => $"{time} {line}")];
        }

        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        var length = (int)Math.Min(Number(request, "limitBytes") ?? bytes.Length, bytes.Length);
        request.Http.Response.ContentType = "text/plain";
        await request.Http.Response.Body.WriteAsync(bytes.AsMemory(0, length), request.Aborted);
        if (request.QueryFlag("follow"))
        {
            await request.Http.Response.Body.FlushAsync(request.Aborted);
            await FollowAsync(request, pod.Uid);
        }
    }

    // A log is followed until its pod has ended; nothing more is ever printed.
    private static async Task FollowAsync(ApiRequest request, string uid)
    {
        var store = request.Cluster.Store;
        var changes = store.Subscribe(store.Revision)!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Cluster.Stopping);
        try
        {
            while (
                store.Find(request.Key) is { } pod
                && pod.Uid == uid
                && pod.Json.Text("status", "phase") is not ("Succeeded" or "Failed")
            )
            {
                await changes.Reader.ReadAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Whoever followed has left.
        }
        finally
        {
            store.Unsubscribe(changes);
        }
    }

    private static long? Number(ApiRequest request, string name) =>
        long.TryParse(request.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
