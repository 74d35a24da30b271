namespace Deploy.Testing;

/// <summary>Keeps everything that is told about a run.</summary>
public sealed class RecordedEvents : IRunEvents
{
    private readonly List<RunEvent> _events = [];

    /// <summary>Everything, in its order.</summary>
    public IReadOnlyList<RunEvent> All
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The notes, as they are read.</summary>
    public IEnumerable<string> Notes => All.OfType<Note>().Select(note => note.Text);

    /// <summary>What was proven.</summary>
    public IReadOnlyList<Fact> Facts => [.. All.OfType<Proven>().Select(proven => proven.Fact)];

    /// <inheritdoc/>
    public void Publish(RunEvent happened)
    {
        lock (_events)
        {
            _events.Add(happened);
        }
    }
}
