using System.Text.Json.Nodes;
using System.Threading.Channels;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Store;

/// <summary>
/// The objects of one cluster. Reads see a consistent state; whoever reads in order to write does both inside
/// <see cref="Exclusively{T}"/>, so that nothing changes in between.
/// </summary>
internal sealed class ObjectStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<ObjectKey, StoredObject>> _resources = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, StoredObject> _byUid = new(StringComparer.Ordinal);
    private readonly ChangeLog _log;
    private readonly ChangeFeed _feed;
    private long _revision;

    /// <summary>Opens the store that is kept in a file.</summary>
    /// <param name="path">The log; see <see cref="ChangeLog"/>.</param>
    /// <param name="keep">Whether an object found in the log is still worth keeping.</param>
    public ObjectStore(string path, Func<StoredObject, bool> keep)
    {
        var objects = new Dictionary<ObjectKey, StoredObject>();
        _log = ChangeLog.Open(path, keep, objects);
        _revision = _log.Revision;
        _feed = new ChangeFeed(_revision);
        foreach (var stored in objects.Values)
        {
            Of(stored.Key.Resource).Add(stored.Key, stored);
            _byUid[stored.Uid] = stored;
        }
    }

    /// <summary>The revision of the newest change.</summary>
    public long Revision
    {
        get
        {
            lock (_gate)
            {
                return _revision;
            }
        }
    }

    /// <summary>Runs something while nobody else reads or writes. May be nested.</summary>
    public T Exclusively<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }

    public StoredObject? Find(ObjectKey key)
    {
        lock (_gate)
        {
            return _resources.TryGetValue(key.Resource, out var objects) ? objects.GetValueOrDefault(key) : null;
        }
    }

    /// <summary>The object with a uid, of whatever kind.</summary>
    public StoredObject? FindUid(string uid)
    {
        lock (_gate)
        {
            return _byUid.GetValueOrDefault(uid);
        }
    }

    /// <summary>The objects of a resource, by namespace and name.</summary>
    /// <param name="resource">Plural and group.</param>
    /// <param name="namespace">One namespace, or <c>null</c> for all.</param>
    public IReadOnlyList<StoredObject> List(string resource, string? @namespace = null)
    {
        lock (_gate)
        {
            return _resources.TryGetValue(resource, out var objects)
                ? [.. objects.Values.Where(stored => @namespace is null || stored.Key.Namespace == @namespace)]
                : [];
        }
    }

    /// <summary>Everything there is, by resource.</summary>
    public IReadOnlyList<StoredObject> All()
    {
        lock (_gate)
        {
            return [.. _resources.Values.SelectMany(objects => objects.Values)];
        }
    }

    /// <summary>Stores a new object or a new version of one, under a new revision.</summary>
    public StoredObject Put(ObjectKey key, JsonObject json)
    {
        lock (_gate)
        {
            var previous = Find(key);
            json.Ensure("metadata")["resourceVersion"] = (_revision + 1).ToString();
            var stored = StoredObject.Of(key, json);
            _log.Put(stored);
            _revision++;
            Of(key.Resource)[key] = stored;
            _byUid[stored.Uid] = stored;
            _feed.Publish(new Change(previous is null ? ChangeKind.Added : ChangeKind.Modified, stored, previous));
            return stored;
        }
    }

    /// <summary>Removes an object, if it is there.</summary>
    /// <returns>Its last state, with the deletion's revision.</returns>
    public StoredObject? Delete(ObjectKey key)
    {
        lock (_gate)
        {
            if (Find(key) is not { } previous)
            {
                return null;
            }

            _log.Delete(key, _revision + 1);
            _revision++;
            Of(key.Resource).Remove(key);
            _byUid.Remove(previous.Uid);
            var last = previous.Copy();
            last.Ensure("metadata")["resourceVersion"] = _revision.ToString();
            var deleted = StoredObject.Of(key, last);
            _feed.Publish(new Change(ChangeKind.Deleted, deleted, previous));
            return deleted;
        }
    }

    /// <summary>All changes after a revision; <c>null</c> when they are no longer known.</summary>
    public Channel<Change>? Subscribe(long afterRevision)
    {
        lock (_gate)
        {
            return _feed.Reaches(afterRevision) ? _feed.Subscribe(afterRevision) : null;
        }
    }

    public void Unsubscribe(Channel<Change> channel)
    {
        lock (_gate)
        {
            _feed.Unsubscribe(channel);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _log.Dispose();
        }
    }

    private SortedDictionary<ObjectKey, StoredObject> Of(string resource)
    {
        if (!_resources.TryGetValue(resource, out var objects))
        {
            _resources[resource] = objects = [];
        }

        return objects;
    }
}
