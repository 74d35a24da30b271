using System.Globalization;
using System.Text;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Api.Subresources;

/// <summary>Answers <c>kubectl logs</c> for what a program has really printed.</summary>
internal static class RealLogEndpoint
{
    public static async Task HandleAsync(ApiRequest request, StoredObject pod, PodWorker worker)
    {
        var isPrevious = request.QueryFlag("previous");
        var container = PodLog.RequireContainer(pod, request.Query("container"), isPrevious);
        var record = worker.Find(container.Text("name"))!;
        request.Http.Response.ContentType = "text/plain";

        var lines = record.Log.Lines(isPrevious);
        var newest = lines.Count > 0 ? lines[^1] : null;
        await WriteAsync(request, Chosen(request, worker, lines));
        if (request.QueryFlag("follow") && !isPrevious)
        {
            await FollowAsync(request, worker, record, newest);
        }
    }

    private static IEnumerable<LogLine> Chosen(ApiRequest request, PodWorker worker, IReadOnlyList<LogLine> lines)
    {
        var since =
            DateTimeOffset.TryParse(request.Query("sinceTime"), CultureInfo.InvariantCulture, out var time) ? time
            : Number(request, "sinceSeconds") is { } seconds ? worker.Context.Clock.Now.AddSeconds(-seconds)
            : DateTimeOffset.MinValue;
        var recent = lines.Where(line => line.Time >= since);
        return Number(request, "tailLines") is { } tail ? recent.TakeLast((int)Math.Min(tail, int.MaxValue)) : recent;
    }

    private static async Task WriteAsync(ApiRequest request, IEnumerable<LogLine> lines)
    {
        var hasTimes = request.QueryFlag("timestamps");
        var text = string.Concat(
            lines.Select(line =>
                $"{(hasTimes ? $"{line.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ} " : "")}{line.Text}\n"
            )
        );
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = (int)Math.Min(Number(request, "limitBytes") ?? bytes.Length, bytes.Length);
        await request.Http.Response.Body.WriteAsync(bytes.AsMemory(0, length), request.Aborted);
        await request.Http.Response.Body.FlushAsync(request.Aborted);
    }

    // Until the run has ended that was looked at first.
    private static async Task FollowAsync(ApiRequest request, PodWorker worker, ContainerRecord record, LogLine? newest)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Cluster.Stopping);
        var run = record.Running?.Ended ?? Task.CompletedTask;
        try
        {
            while (true)
            {
                var isOver = run.IsCompleted || worker.Done.IsCompleted;
                var (lines, more) = record.Log.After(newest);
                if (lines.Count > 0)
                {
                    await WriteAsync(request, lines);
                    newest = lines[^1];
                }

                if (isOver)
                {
                    return;
                }

                await Task.WhenAny(more, run).WaitAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Whoever followed has left.
        }
    }

    private static long? Number(ApiRequest request, string name) =>
        long.TryParse(request.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
