namespace Deploy.Clusters;

/// <summary>The Leases of a cluster. Every write names what it replaces, so that of several writers one wins.</summary>
public interface ILeases
{
    /// <summary>A lease; null where there is none.</summary>
    Task<Lease?> FindAsync(NamespaceName @namespace, string name, CancellationToken cancellation);

    /// <summary>Creates a lease; null where there is one already.</summary>
    Task<Lease?> TryCreateAsync(
        NamespaceName @namespace,
        string name,
        LeaseContent content,
        CancellationToken cancellation
    );

    /// <summary>Gives a lease other content; null where it is not as it was read any more.</summary>
    Task<Lease?> TryReplaceAsync(Lease lease, LeaseContent content, CancellationToken cancellation);

    /// <summary>Deletes a lease; false where it is not as it was read any more.</summary>
    Task<bool> TryDeleteAsync(Lease lease, CancellationToken cancellation);
}
