using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>The way in which every object is deleted, by clients and by controllers.</summary>
internal sealed class ObjectDeleter(ObjectStore store, ServerClock clock)
{
    /// <summary>Deletes an object, or marks it for those who have to clean up first.</summary>
    /// <returns>The object's last state, and whether it is gone already.</returns>
    /// <exception cref="ApiException">It is not there, or is another one than the client meant.</exception>
    public (StoredObject Last, bool IsGone) Delete(ResourceDefinition resource, ObjectKey key, DeleteOptions options) =>
        store.Exclusively(() =>
        {
            var current = store.Find(key) ?? throw ApiErrors.NotFound(resource, key.Name);
            RequireMeant(resource, current, options);
            if (options.IsDryRun)
            {
                return (current, true);
            }

            if (options.Propagation == Propagation.Orphan)
            {
                Orphan(current.Uid);
            }

            var next = current.Copy();
            if (options.Propagation == Propagation.Foreground)
            {
                Finalizers.Add(next, Finalizers.Foreground);
            }

            var waits =
                Finalizers.Any(next)
                || (options.GracePeriodSeconds is not 0 && resource.Strategy.DeletesGracefully(current.Json));
            if (!waits)
            {
                return (store.Delete(key)!, true);
            }

            if (current.IsBeingDeleted)
            {
                return (current, false);
            }

            Mark(next, options);
            return (store.Put(key, next), false);
        });

    private static void RequireMeant(ResourceDefinition resource, StoredObject current, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != current.Uid)
        {
            throw ApiErrors.Conflict(
                resource,
                current.Key.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({current.Uid}). The object might have been deleted and then recreated"
            );
        }

        if (options.ResourceVersion is { } version && version != current.Revision.ToString())
        {
            throw ApiErrors.Conflict(
                resource,
                current.Key.Name,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({current.Revision}). The object might have been modified"
            );
        }
    }

    private void Mark(JsonObject next, DeleteOptions options)
    {
        var metadata = next.Ensure("metadata");
        metadata["deletionTimestamp"] = clock.Timestamp;
        metadata["deletionGracePeriodSeconds"] =
            options.GracePeriodSeconds ?? next.Number("spec", "terminationGracePeriodSeconds") ?? 0;
        if (next.Number("metadata", "generation") is { } generation)
        {
            metadata["generation"] = generation + 1;
        }

        if (next.Text("kind") == "Namespace")
        {
            next.Ensure("status")["phase"] = "Terminating";
        }
    }

    private void Orphan(string uid)
    {
        foreach (var owned in store.All().Where(item => OwnerReferences.Names(item.Json, uid)))
        {
            var next = owned.Copy();
            OwnerReferences.Remove(next, uid);
            store.Put(owned.Key, next);
        }
    }
}
