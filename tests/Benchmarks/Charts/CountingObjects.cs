using Deploy.Charts.Objects;

namespace Deploy.Benchmarks.Charts;

/// <summary>Counts what is asked of a store.</summary>
internal sealed class CountingObjects(IObjectStore inner) : IObjectStore
{
    public int Gets { get; private set; }

    public int Heads { get; private set; }

    public int Puts { get; private set; }

    public string Url => inner.Url;

    public Task<StoredObject?> GetAsync(string key, string? knownTag, CancellationToken cancellationToken)
    {
        Gets++;
        return inner.GetAsync(key, knownTag, cancellationToken);
    }

    public Task<string?> GetTagAsync(string key, CancellationToken cancellationToken)
    {
        Heads++;
        return inner.GetTagAsync(key, cancellationToken);
    }

    public Task<string?> PutAsync(NewObject content, WriteCondition condition, CancellationToken cancellationToken)
    {
        Puts++;
        return inner.PutAsync(content, condition, cancellationToken);
    }

    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken) =>
        inner.ListAsync(cancellationToken);
}
