namespace Deploy.Locking;

/// <summary>The locks that this run has.</summary>
public interface IHeldLocks
{
    /// <summary>Sees to it that nothing is begun in a namespace without its lock.</summary>
    /// <exception cref="FailedException">The lock was lost, or never taken.</exception>
    void Require(NamespaceName @namespace);
}
