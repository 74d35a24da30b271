namespace Deploy.Clusters;

/// <summary>The namespaces of a cluster.</summary>
public interface INamespaces
{
    /// <summary>The labels of a namespace; null where it does not exist.</summary>
    Task<IReadOnlyDictionary<string, string>?> LabelsAsync(NamespaceName name, CancellationToken cancellation);

    /// <summary>Creates a namespace with labels. One that is there already keeps its own, and gets these too.</summary>
    Task EnsureAsync(NamespaceName name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellation);
}
