using Deploy.Journal;

namespace Deploy.Locking;

/// <summary>What the run is doing, for those who wait for it.</summary>
public sealed class CurrentStep : IRunObserver
{
    private volatile string _text = "start";

    /// <summary>The stage, and the service that it began with last.</summary>
    public string Text => _text;

    /// <summary>A stage, or an operation, begins.</summary>
    public void Begin(string name) => _text = name;

    /// <inheritdoc/>
    public void Observe(RunEvent happened)
    {
        if (happened is ServiceStarted started)
        {
            _text = $"{started.Stage} ({started.Service})";
        }
    }
}
