using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>An object that a controller has to look at.</summary>
internal sealed record WorkItem(IController Controller, ObjectKey Key);

/// <summary>Brings objects back to their controllers after a while; what is asked last counts.</summary>
internal sealed class WorkTimers(TimeProvider time, Action<WorkItem> due) : IDisposable
{
    private readonly Dictionary<WorkItem, ITimer> _timers = [];
    private bool _isDisposed;

    public void After(WorkItem item, TimeSpan delay)
    {
        var wait = delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
        lock (_timers)
        {
            if (_isDisposed)
            {
                return;
            }

            if (_timers.TryGetValue(item, out var timer))
            {
                timer.Change(wait, Timeout.InfiniteTimeSpan);
                return;
            }

            _timers[item] = time.CreateTimer(_ => Fire(item), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_timers)
        {
            _isDisposed = true;
            foreach (var timer in _timers.Values)
            {
                timer.Dispose();
            }
        }
    }

    private void Fire(WorkItem item)
    {
        lock (_timers)
        {
            if (_timers.Remove(item, out var timer))
            {
                timer.Dispose();
            }
        }

        due(item);
    }
}
