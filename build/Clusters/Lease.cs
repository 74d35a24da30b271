namespace Deploy.Clusters;

/// <summary>A <c>coordination.k8s.io</c> Lease, as it stood when it was read.</summary>
/// <param name="Namespace">Where it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Tells it from a later one of the same name.</param>
/// <param name="Version">Its resource version: another one with every write.</param>
/// <param name="Content">What it says.</param>
public sealed record Lease(NamespaceName Namespace, string Name, string Uid, string Version, LeaseContent Content);

/// <summary>What a Lease says.</summary>
/// <param name="Holder">Who has it, in one word.</param>
/// <param name="Duration">How long it may go without a renewal; whole seconds.</param>
/// <param name="AcquiredAt">When it was taken, by the holder's clock.</param>
/// <param name="RenewedAt">When it was last renewed, by the holder's clock.</param>
/// <param name="Annotations">What the holder tells about itself.</param>
public sealed record LeaseContent(
    string Holder,
    TimeSpan Duration,
    DateTimeOffset AcquiredAt,
    DateTimeOffset RenewedAt,
    IReadOnlyDictionary<string, string> Annotations
);
