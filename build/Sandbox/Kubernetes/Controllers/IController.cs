using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Brings objects of one kind to the state that they ask for, one at a time and step by step.</summary>
internal interface IController
{
    /// <summary>The objects of its kind that a change may concern.</summary>
    IEnumerable<ObjectKey> ConcernedBy(Change change);

    /// <summary>
    /// Takes the next step for one object, which may be gone. Called while nobody else writes, once per change or more;
    /// does nothing when nothing is to be done.
    /// </summary>
    void Reconcile(ObjectKey key);
}
