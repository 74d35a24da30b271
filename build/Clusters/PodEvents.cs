using System.Globalization;
using k8s;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>What the cluster noted about a pod.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class PodEvents(ClusterApi cluster)
{
    /// <summary>The events, oldest first.</summary>
    public async Task<IReadOnlyList<Corev1Event>> OfAsync(V1Pod pod, CancellationToken cancel)
    {
        var list = await cluster.CallAsync(api =>
            api.CoreV1.ListNamespacedEventAsync(
                pod.Namespace(),
                fieldSelector: $"involvedObject.uid={pod.Uid()}",
                cancellationToken: cancel
            )
        );
        return [.. list.Items.OrderBy(At)];
    }

    /// <summary>When an event was last seen; clients may fill in any of three fields.</summary>
    public static DateTime? At(Corev1Event item) =>
        item.LastTimestamp ?? item.EventTime ?? item.Metadata.CreationTimestamp;

    /// <summary>An event as one line.</summary>
    public static string Line(Corev1Event item) =>
        $"{At(item)?.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {item.Type} {item.Reason}: {item.Message?.Trim()}"
        + (item.Count > 1 ? $" (×{item.Count})" : "");
}
