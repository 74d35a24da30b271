namespace Deploy.Journal;

/// <summary>Hands every event to all who watch, one at a time.</summary>
/// <param name="observers">Who watches.</param>
public sealed class RunEvents(IEnumerable<IRunObserver> observers) : IRunEvents
{
    private readonly Lock _gate = new();
    private readonly IRunObserver[] _observers = [.. observers];

    /// <inheritdoc/>
    public void Publish(RunEvent happened)
    {
        lock (_gate)
        {
            foreach (var observer in _observers)
            {
                observer.Observe(happened);
            }
        }
    }
}

/// <summary>Somebody who watches a run.</summary>
public interface IRunObserver
{
    /// <summary>Takes notice. Never called by two threads at once.</summary>
    void Observe(RunEvent happened);
}
