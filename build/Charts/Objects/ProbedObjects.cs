namespace Deploy.Charts.Objects;

/// <summary>
/// Writes only to a store that honours the conditions of a write. Some that speak S3 ignore them, and then two publishers
/// would silently undo each other's work. So before the first write it tries one that must not succeed; what came out is
/// remembered.
/// </summary>
/// <param name="inner">The store.</param>
/// <param name="memory">Where it is remembered between runs: a file that exists once the store has shown that it does.</param>
public sealed class ProbedObjects(IObjectStore inner, FileInfo memory) : IObjectStore
{
    /// <summary>The object that is written to find out; it stays, so that later probes change nothing.</summary>
    public const string Key = ".conditional-writes";

    private static readonly NewObject Probe = NewObject.Of(
        Key,
        "Written by deploy to see whether this store honours If-None-Match and If-Match.\n"u8.ToArray(),
        "text/plain"
    );

    private bool _isKnown;

    /// <inheritdoc/>
    public string Url => inner.Url;

    /// <inheritdoc/>
    public Task<StoredObject?> GetAsync(string key, string? knownTag, CancellationToken cancellationToken) =>
        inner.GetAsync(key, knownTag, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> GetTagAsync(string key, CancellationToken cancellationToken) =>
        inner.GetTagAsync(key, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="RefusedException">The store ignores conditions.</exception>
    public async Task<string?> PutAsync(
        NewObject content,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        await RequireConditionsAsync(cancellationToken);
        return await inner.PutAsync(content, condition, cancellationToken);
    }

    /// <summary>Finds out whether the store honours conditions, unless that is known.</summary>
    /// <exception cref="RefusedException">It ignores them.</exception>
    public async Task RequireConditionsAsync(CancellationToken cancellationToken)
    {
        if (!_isKnown && !memory.Exists)
        {
            await ProbeAsync(cancellationToken);
            Remember();
        }

        _isKnown = true;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken) =>
        inner.ListAsync(cancellationToken);

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var isNew = await inner.PutAsync(Probe, WriteCondition.IfAbsent, cancellationToken) is not null;
        if (isNew && await inner.PutAsync(Probe, WriteCondition.IfAbsent, cancellationToken) is not null)
        {
            throw Ignores("If-None-Match");
        }

        var neverItsTag = WriteCondition.IfTag($"\"{new string('0', 32)}\"");
        if (await inner.PutAsync(Probe, neverItsTag, cancellationToken) is not null)
        {
            throw Ignores("If-Match");
        }
    }

    // Another process may be writing the same; and not to remember only costs another probe.
    private void Remember()
    {
        try
        {
            memory.Directory?.Create();
            File.WriteAllText(memory.FullName, $"{Url} honours conditions\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { }
    }

    private RefusedException Ignores(string header) =>
        new($"{Url} ignores the condition {header} of a write, so publishers would overwrite each other")
        {
            NextStep = "use a store that honours it: AWS S3, an OCI registry, or a folder",
        };
}
