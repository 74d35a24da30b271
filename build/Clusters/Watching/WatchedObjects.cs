using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters.Watching;

/// <summary>
/// The objects of a kind in a namespace, kept up to date: one list, then a watch; after a connection that broke, a list
/// again. Never fails: where it cannot see, it shows nothing, and its user goes by what else is known.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class WatchedObjects<T>(
    WatchedKind<T> kind,
    ClusterApi cluster,
    NamespaceName @namespace,
    TimeProvider time,
    Pulse changes
)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly string _plural =
        typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()?.PluralName ?? typeof(T).Name;

    private readonly ConcurrentDictionary<string, T> _objects = new();
    private readonly ConcurrentDictionary<string, T> _gone = new();
    private volatile string? _problem;
    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The objects as last seen.</summary>
    public IReadOnlyList<T> Now => [.. _objects.Values];

    /// <summary>Objects that were deleted while watching, as last seen.</summary>
    public IReadOnlyList<T> Gone => [.. _gone.Values];

    /// <summary>Whether the user may not see them.</summary>
    public bool IsBlind { get; private set; }

    /// <summary>Ends when the objects have been listed for the first time, or may not be.</summary>
    public Task Listed => _listed.Task;

    /// <summary>Waits until they have been listed, or may not be.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FailedException">They could not be listed in that time; it says why.</exception>
    public async Task RequireListedAsync(TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            await Listed.WaitAsync(limit, time, cancel);
        }
        catch (TimeoutException)
        {
            var why = _problem is { } problem ? $" ({Printable.Escape(problem)})" : "";
            throw new FailedException(
                $"the {_plural} of {@namespace} could not be listed within {Duration.Format(limit)}{why}"
            )
            {
                NextStep = $"kubectl --namespace {@namespace} get {_plural} shows whether they can be again",
            };
        }
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(await ListAsync(cancel), cancel);
            }
            catch (Exception error) when (IsForbidden(error))
            {
                IsBlind = true;
                _listed.TrySetResult();
                return;
            }
            catch (Exception error) when (IsPassing(error) && !cancel.IsCancellationRequested)
            {
                _problem = error.Message;
                await PauseAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancel)
    {
        var listing = await cluster.CallAsync(api => kind.List(api, @namespace.Value, cancel));
        var seen = new HashSet<string>();
        foreach (var item in listing.Objects)
        {
            seen.Add(item.Name());
            Put(item);
        }

        foreach (var name in _objects.Keys.Where(name => !seen.Contains(name)))
        {
            Remove(name);
        }

        _listed.TrySetResult();
        changes.Beat();
        return listing.Version;
    }

    // Returns when the server ends the watch, or no longer knows the version to go on from.
    private async Task WatchAsync(string version, CancellationToken cancel)
    {
        for (var ended = false; !ended; )
        {
            var items = await cluster.CallAsync(api =>
                Task.FromResult(kind.Watch(api, @namespace.Value, version, _ => ended = true, cancel))
            );
            var began = time.GetTimestamp();
            await foreach (var (type, item) in items)
            {
                version = item.ResourceVersion() ?? version;
                if (type != WatchEventType.Bookmark)
                {
                    Apply(type, item);
                }
            }

            if (time.GetElapsedTime(began) < _pause)
            {
                await PauseAsync(cancel);
            }
        }
    }

    private void Apply(WatchEventType type, T item)
    {
        if (type == WatchEventType.Deleted)
        {
            Put(item);
            Remove(item.Name());
        }
        else
        {
            Put(item);
        }

        changes.Beat();
    }

    private void Put(T item)
    {
        // One of the same name may have taken its place between two lists.
        if (_objects.TryGetValue(item.Name(), out var known) && known.Uid() != item.Uid())
        {
            Remove(item.Name());
        }

        _objects[item.Name()] = item;
    }

    private void Remove(string name)
    {
        if (_objects.TryRemove(name, out var removed))
        {
            _gone[removed.Uid()] = removed;
        }
    }

    private async Task PauseAsync(CancellationToken cancel)
    {
        try
        {
            await Task.Delay(_pause, time, cancel);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by its own condition.
        }
    }

    private static bool IsForbidden(Exception error) =>
        (error as HttpOperationException ?? error.InnerException as HttpOperationException)?.Response.StatusCode
            is HttpStatusCode.Forbidden
                or HttpStatusCode.Unauthorized
                or HttpStatusCode.NotFound;

    // A call that took too long is a cancelled one, too.
    private static bool IsPassing(Exception error) =>
        error
            is FailedException
                or HttpRequestException
                or HttpOperationException
                or IOException
                or JsonException
                or KubernetesException
                or OperationCanceledException;
}
