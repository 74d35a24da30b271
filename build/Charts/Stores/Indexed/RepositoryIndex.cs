using Deploy.Charts.Index;
using Deploy.Charts.Objects;

namespace Deploy.Charts.Stores.Indexed;

/// <summary>
/// The <c>index.yaml</c> of a repository: transferred only when it has changed, replaced only as the state that the new one
/// was made from. Several may use it at once.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="time">Says when an index was made.</param>
internal sealed class RepositoryIndex(IndexedRepository repository, TimeProvider time)
{
    /// <summary>The object's name.</summary>
    public const string Key = "index.yaml";

    private const string MediaType = "text/yaml";

    // Whole or not at all: the state that was read or written last.
    private IndexSnapshot? _last;

    /// <summary>What the index is called in errors.</summary>
    public string Source => $"{repository.Url}/{Key}";

    /// <summary>The index as it is now; null where there surely is none.</summary>
    /// <exception cref="FailedException">It cannot be read.</exception>
    public async Task<IndexSnapshot?> LoadAsync(CancellationToken cancellationToken)
    {
        var last = _last;
        var read = await repository.Objects.GetAsync(Key, last?.Tag, cancellationToken);
        return _last =
            read is null ? null
            : read.Tag == last?.Tag ? last
            : new(Source, new IndexText(read.Content), read.Tag);
    }

    /// <summary>The index as it is now; an empty one where an empty place is a repository.</summary>
    /// <exception cref="FailedException">It cannot be read, or there is none.</exception>
    public async Task<IndexSnapshot> RequireAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } found)
        {
            return found;
        }

        // The index is made before the first package: who sees a package sees an index from then on.
        var mayBeEmpty = repository.Layout.IsMadeOnDemand && !await HasPackagesAsync(cancellationToken);
        return await LoadAsync(cancellationToken)
            ?? (
                mayBeEmpty
                    ? Empty()
                    : throw new FailedException(
                        $"there is no {Source}: {repository.Url} is no chart repository, or not yet one"
                    )
                    {
                        NextStep = "--target=RepoInit makes it one",
                    }
            );
    }

    /// <summary>
    /// The index as this program saw it last. Enough to make the next one from: if it is out of date, the write fails by
    /// its condition, and nothing was transferred for nothing.
    /// </summary>
    /// <exception cref="FailedException">It was never seen, and cannot be read, or there is none.</exception>
    public async Task<IndexSnapshot> RecallAsync(CancellationToken cancellationToken) =>
        _last ?? await RequireAsync(cancellationToken);

    /// <summary>Stores an empty index if none was there when it was looked for last.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_last is null)
        {
            await TryCreateAsync(cancellationToken);
        }
    }

    /// <summary>Stores an index without charts, unless there is an index.</summary>
    /// <returns>Whether there was none.</returns>
    public async Task<bool> TryCreateAsync(CancellationToken cancellationToken) =>
        await TryReplaceAsync(Empty(), Empty().Text, cancellationToken) is not null;

    /// <summary>Whether the stored index is in this state.</summary>
    public async Task<bool> IsInAsync(IndexSnapshot index, CancellationToken cancellationToken) =>
        await repository.Objects.GetTagAsync(Key, cancellationToken) == index.Tag;

    /// <summary>Replaces a state of the index by another one.</summary>
    /// <returns>The new state, or null if the index is not in the old one any more.</returns>
    /// <exception cref="FailedException">The write got no answer, and may have happened or not.</exception>
    public async Task<IndexSnapshot?> TryReplaceAsync(
        IndexSnapshot old,
        IndexText text,
        CancellationToken cancellationToken
    )
    {
        var condition = old.Tag is null ? WriteCondition.IfAbsent : WriteCondition.IfTag(old.Tag);
        var content = new NewObject(Key, text.Length, text.Open, MediaType);
        var tag = await repository.Objects.PutAsync(content, condition, cancellationToken);
        return tag is null ? null : _last = new IndexSnapshot(Source, text, tag);
    }

    private IndexSnapshot Empty() => new(Source, IndexEditor.Empty(time.GetUtcNow()), Tag: null);

    private async Task<bool> HasPackagesAsync(CancellationToken cancellationToken) =>
        await repository
            .Objects.ListAsync(cancellationToken)
            .AnyAsync(key => key.EndsWith(".tgz", StringComparison.Ordinal), cancellationToken);
}
