using System.Collections.Concurrent;
using Deploy.Model;

namespace Deploy.Integration.Releases;

/// <summary>Everything that was said.</summary>
internal sealed class Happenings : IRunEvents
{
    private readonly ConcurrentQueue<RunEvent> _said = new();

    public IReadOnlyList<Fact> Facts => [.. _said.OfType<Proven>().Select(proven => proven.Fact)];

    public void Publish(RunEvent happened) => _said.Enqueue(happened);

    public IReadOnlyList<T> Of<T>()
        where T : RunEvent => [.. _said.OfType<T>()];
}
