using System.Collections.Concurrent;

namespace Deploy.Integration.Releases;

/// <summary>Everything that was said.</summary>
internal sealed class Happenings : IRunEvents
{
    private readonly ConcurrentQueue<RunEvent> _said = new();
    private readonly ConcurrentQueue<(Func<RunEvent, bool> Waits, TaskCompletionSource Found)> _waiting = new();

    public IReadOnlyList<Fact> Facts => [.. _said.OfType<Proven>().Select(proven => proven.Fact)];

    public void Publish(RunEvent happened)
    {
        _said.Enqueue(happened);
        foreach (var (waits, found) in _waiting)
        {
            if (waits(happened))
            {
                found.TrySetResult();
            }
        }
    }

    /// <summary>Ends when something has been said, now or before.</summary>
    public async Task WhenAsync<T>(Func<T, bool> said)
        where T : RunEvent
    {
        var next = NextAsync(said);
        if (!Of<T>().Any(said))
        {
            await next;
        }
    }

    /// <summary>Ends when something is said, from now on.</summary>
    public Task NextAsync<T>(Func<T, bool> said)
        where T : RunEvent
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((happened => happened is T one && said(one), found));
        return found.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public IReadOnlyList<T> Of<T>()
        where T : RunEvent => [.. _said.OfType<T>()];
}
