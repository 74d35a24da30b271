namespace Deploy.Journal;

/// <summary>Hands every event to all who watch, one at a time, and keeps what was proven.</summary>
/// <param name="observers">Who watches.</param>
public sealed class RunEvents(IEnumerable<IRunObserver> observers) : IRunEvents
{
    private readonly Lock _gate = new();
    private readonly IRunObserver[] _observers = [.. observers];
    private readonly List<Fact> _facts = [];

    /// <inheritdoc/>
    public IReadOnlyList<Fact> Facts
    {
        get
        {
            lock (_gate)
            {
                return [.. _facts];
            }
        }
    }

    /// <inheritdoc/>
    public void Publish(RunEvent happened)
    {
        lock (_gate)
        {
            if (happened is Proven proven)
            {
                _facts.Add(proven.Fact);
            }

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
