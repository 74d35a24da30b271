namespace Deploy.Sandbox.Kubernetes.Store;

/// <summary>What happened to an object.</summary>
internal enum ChangeKind
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change of one object.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Object">The object after the change; for a deletion its last state, with the deletion's revision.</param>
/// <param name="Previous">The object before the change; <c>null</c> for a new one.</param>
internal sealed record Change(ChangeKind Kind, StoredObject Object, StoredObject? Previous)
{
    public string Resource => Object.Key.Resource;

    public long Revision => Object.Revision;
}
