using k8s;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The events of a cluster, through its API.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="time">When things happen.</param>
public sealed class EventLog(ClusterApi cluster, TimeProvider time) : IEventLog
{
    // The API refuses longer ones.
    private const int LongestMessage = 1024;

    /// <inheritdoc/>
    public Task RecordAsync(Lease lease, string reason, string message, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var happened = new Corev1Event
        {
            Metadata = new V1ObjectMeta { GenerateName = $"{lease.Name}-" },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = $"{V1Lease.KubeGroup}/{V1Lease.KubeApiVersion}",
                Kind = V1Lease.KubeKind,
                Name = lease.Name,
                NamespaceProperty = lease.Namespace.Value,
                Uid = lease.Uid,
            },
            Reason = reason,
            Message = message.Length > LongestMessage ? message[..LongestMessage] : message,
            Type = "Warning",
            Source = new V1EventSource { Component = "deploy" },
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
        };
        return cluster.CallAsync(api =>
            api.CoreV1.CreateNamespacedEventAsync(happened, lease.Namespace.Value, cancellationToken: cancellation)
        );
    }
}
