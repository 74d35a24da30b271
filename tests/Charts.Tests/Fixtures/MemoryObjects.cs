using System.Globalization;
using Deploy.Charts.Objects;

namespace Deploy.Charts.Tests.Fixtures;

/// <summary>Objects in memory, with a record of the calls and a place to interfere before each.</summary>
internal sealed class MemoryObjects : IObjectStore
{
    private readonly Dictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);
    private int _tags;

    public string Url { get; init; } = "s3://bucket/charts";

    /// <summary>The calls in order: <c>GET index.yaml</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Runs before a call; may throw, or change the objects.</summary>
    public Action<string>? Before { get; set; }

    /// <summary>Runs after a write that happened; may throw, as if its answer were lost.</summary>
    public Action<string>? AfterPut { get; set; }

    /// <summary>Whether conditions are ignored, as some stores do.</summary>
    public bool IgnoresConditions { get; init; }

    public IReadOnlyDictionary<string, StoredObject> Objects => _objects;

    public Dictionary<string, NewObject> Written { get; } = new(StringComparer.Ordinal);

    public void Set(string key, ReadOnlyMemory<byte> content) =>
        _objects[key] = new StoredObject(content, (++_tags).ToString(CultureInfo.InvariantCulture));

    public void Remove(string key) => _objects.Remove(key);

    public Task<StoredObject?> GetAsync(string key, string? knownTag, CancellationToken cancellationToken)
    {
        Call($"GET {key}");
        var found = _objects.GetValueOrDefault(key);
        return Task.FromResult(found is not null && found.Tag == knownTag ? found with { Content = default } : found);
    }

    public Task<string?> GetTagAsync(string key, CancellationToken cancellationToken)
    {
        Call($"HEAD {key}");
        return Task.FromResult(_objects.GetValueOrDefault(key)?.Tag);
    }

    public Task<string?> PutAsync(NewObject content, WriteCondition condition, CancellationToken cancellationToken)
    {
        Call($"PUT {content.Key}");
        if (_objects.GetValueOrDefault(content.Key)?.Tag != condition.Tag && !IgnoresConditions)
        {
            return Task.FromResult<string?>(null);
        }

        using var copy = new MemoryStream();
        using (var source = content.Open())
        {
            source.CopyTo(copy);
        }

        copy.Length.ShouldBe(content.Length);
        Set(content.Key, copy.ToArray());
        Written[content.Key] = content;
        AfterPut?.Invoke(content.Key);
        return Task.FromResult<string?>(_objects[content.Key].Tag);
    }

    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken)
    {
        Call("LIST");
        return _objects.Keys.ToList().ToAsyncEnumerable();
    }

    private void Call(string call)
    {
        Calls.Add(call);
        Before?.Invoke(call);
    }
}
