using System.Collections.Concurrent;

namespace Deploy.Stages.BuildPex;

/// <summary>Work that several services ask for, done for the first of them; the others wait, and get the same.</summary>
internal sealed class Once<TKey, TResult>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TResult>>> _work = new();

    /// <summary>What the work came to; a failure is everybody's.</summary>
    public Task<TResult> GetAsync(TKey key, Func<Task<TResult>> work) =>
        _work.GetOrAdd(key, _ => new Lazy<Task<TResult>>(work)).Value;
}
