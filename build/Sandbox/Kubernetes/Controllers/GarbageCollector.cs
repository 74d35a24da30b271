using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Deletes what has lost its last owner, and finishes deletions that wait for what the object owns.</summary>
internal sealed class GarbageCollector(ControllerContext context) : IController
{
    public IEnumerable<ObjectKey> ConcernedBy(Change change)
    {
        if (OwnerReferences.Of(change.Object.Json).Any())
        {
            yield return change.Object.Key;
        }

        if (IsWaiting(change.Object))
        {
            yield return change.Object.Key;
        }

        if (change.Kind != ChangeKind.Deleted)
        {
            yield break;
        }

        foreach (var item in context.Store.All())
        {
            if (OwnerReferences.Names(item.Json, change.Object.Uid))
            {
                yield return item.Key;
            }
            else if (IsWaiting(item) && OwnerReferences.Names(change.Object.Json, item.Uid))
            {
                yield return item.Key;
            }
        }
    }

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } found)
        {
            return;
        }

        if (IsWaiting(found))
        {
            FinishForeground(found);
            return;
        }

        var owners = OwnerReferences.Of(found.Json).Select(owner => owner.Text("uid") ?? "").ToList();
        if (owners.Count > 0 && !found.IsBeingDeleted && owners.TrueForAll(uid => context.Store.FindUid(uid) is null))
        {
            context.Delete(key);
        }
    }

    private static bool IsWaiting(StoredObject item) =>
        item.IsBeingDeleted && Finalizers.Of(item.Json).Contains(Finalizers.Foreground);

    private void FinishForeground(StoredObject owner)
    {
        var owned = context.Store.All().Where(item => OwnerReferences.Names(item.Json, owner.Uid)).ToList();
        foreach (var item in owned.Where(item => !item.IsBeingDeleted))
        {
            context.Delete(item.Key, new DeleteOptions { Propagation = Propagation.Foreground });
        }

        if (owned.TrueForAll(item => context.Store.Find(item.Key) is null))
        {
            context.Writer.Change(owner.Key, next => Finalizers.Remove(next, Finalizers.Foreground));
        }
    }
}
