namespace Deploy.Sandbox.Kubernetes.Store;

/// <summary>Names one object of a cluster.</summary>
/// <param name="Resource">Plural and group: <c>pods</c>, <c>deployments.apps</c>.</param>
/// <param name="Namespace">The namespace; empty for what belongs to the whole cluster.</param>
/// <param name="Name">The object's name.</param>
internal readonly record struct ObjectKey(string Resource, string Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>Orders by namespace, then name, as lists are answered.</summary>
    public int CompareTo(ObjectKey other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Namespace.Length == 0 ? $"{Resource}/{Name}" : $"{Resource}/{Namespace}/{Name}";
}
