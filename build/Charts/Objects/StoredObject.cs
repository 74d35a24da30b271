using Deploy.Charts.Index;

namespace Deploy.Charts.Objects;

/// <summary>An object as it was read.</summary>
/// <param name="Content">Its bytes; empty if the object is in the state that the caller said it knows.</param>
/// <param name="Tag">Stands for this state of the object (HTTP's ETag). Opaque: only equality means something.</param>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, string Tag);

/// <summary>An object to write.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Open">Opens its content; called once for each try.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record NewObject(string Key, long Length, Func<Stream> Open, string ContentType)
{
    /// <summary>What is kept beside it, where the store keeps such a thing.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>An object from bytes in memory.</summary>
    public static NewObject Of(string key, ReadOnlyMemory<byte> content, string contentType) =>
        new(key, content.Length, new IndexText(content).Open, contentType);
}

/// <summary>When a write may happen.</summary>
public readonly record struct WriteCondition
{
    /// <summary>Only if there is no such object (<c>If-None-Match: *</c>).</summary>
    public static WriteCondition IfAbsent => default;

    /// <summary>Only if the object is in this state (<c>If-Match</c>).</summary>
    public static WriteCondition IfTag(string tag) => new() { Tag = tag };

    /// <summary>The state, or null if there must be no object.</summary>
    public string? Tag { get; private init; }
}
