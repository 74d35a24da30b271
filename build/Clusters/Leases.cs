using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The Leases of a cluster, through its API.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class Leases(ClusterApi cluster) : ILeases
{
    /// <inheritdoc/>
    public Task<Lease?> FindAsync(NamespaceName @namespace, string name, CancellationToken cancellation) =>
        UnlessAsync(
            HttpStatusCode.NotFound,
            api => api.CoordinationV1.ReadNamespacedLeaseAsync(name, @namespace.Value, cancellationToken: cancellation)
        );

    /// <inheritdoc/>
    public Task<Lease?> TryCreateAsync(
        NamespaceName @namespace,
        string name,
        LeaseContent content,
        CancellationToken cancellation
    ) =>
        UnlessAsync(
            HttpStatusCode.Conflict,
            api =>
                api.CoordinationV1.CreateNamespacedLeaseAsync(
                    Body(content, new V1ObjectMeta { Name = name }),
                    @namespace.Value,
                    cancellationToken: cancellation
                )
        );

    /// <inheritdoc/>
    public async Task<Lease?> TryReplaceAsync(Lease lease, LeaseContent content, CancellationToken cancellation)
    {
        // Without the uid, the API would create a lease that is gone: Leases may be created by an update.
        var metadata = new V1ObjectMeta
        {
            Name = lease.Name,
            Uid = lease.Uid,
            ResourceVersion = lease.Version,
        };
        try
        {
            return await UnlessAsync(
                HttpStatusCode.Conflict,
                api =>
                    api.CoordinationV1.ReplaceNamespacedLeaseAsync(
                        Body(content, metadata),
                        lease.Name,
                        lease.Namespace.Value,
                        cancellationToken: cancellation
                    )
            );
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryDeleteAsync(Lease lease, CancellationToken cancellation)
    {
        var options = new V1DeleteOptions
        {
            Preconditions = new V1Preconditions { Uid = lease.Uid, ResourceVersion = lease.Version },
        };
        try
        {
            await cluster.CallAsync(api =>
                api.CoordinationV1.DeleteNamespacedLeaseAsync(
                    lease.Name,
                    lease.Namespace.Value,
                    options,
                    cancellationToken: cancellation
                )
            );
            return true;
        }
        catch (HttpOperationException error)
            when (error.Response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task<Lease?> UnlessAsync(HttpStatusCode status, Func<Kubernetes, Task<V1Lease>> call)
    {
        try
        {
            return Of(await cluster.CallAsync(call));
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == status)
        {
            return null;
        }
    }

    private static V1Lease Body(LeaseContent content, V1ObjectMeta metadata)
    {
        metadata.Annotations = new Dictionary<string, string>(content.Annotations);
        return new V1Lease
        {
            Metadata = metadata,
            Spec = new V1LeaseSpec
            {
                HolderIdentity = content.Holder,
                LeaseDurationSeconds = (int)content.Duration.TotalSeconds,
                AcquireTime = Fractional(content.AcquiredAt),
                RenewTime = Fractional(content.RenewedAt),
            },
        };
    }

    // The API takes these times with microseconds only, and the client leaves them away where they are zero.
    private static DateTime Fractional(DateTimeOffset time) =>
        time.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond
            ? time.UtcDateTime.AddMicroseconds(1)
            : time.UtcDateTime;

    private static Lease Of(V1Lease lease) =>
        new(
            new(lease.Metadata.NamespaceProperty),
            lease.Metadata.Name,
            lease.Metadata.Uid,
            lease.Metadata.ResourceVersion,
            new(
                lease.Spec?.HolderIdentity ?? "",
                TimeSpan.FromSeconds(lease.Spec?.LeaseDurationSeconds ?? 0),
                Utc(lease.Spec?.AcquireTime),
                Utc(lease.Spec?.RenewTime),
                (lease.Metadata.Annotations ?? new Dictionary<string, string>()).AsReadOnly()
            )
        );

    // The API's times are UTC, which their type does not say.
    private static DateTimeOffset Utc(DateTime? time) =>
        time is { } known ? new(DateTime.SpecifyKind(known.ToUniversalTime(), DateTimeKind.Utc)) : default;
}
