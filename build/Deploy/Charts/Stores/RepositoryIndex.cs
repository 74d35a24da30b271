using Deploy.Model;

namespace Deploy.Charts;

/// <summary>The <c>index.yaml</c> of a repository: read when it changed, replaced only as the state that was read.</summary>
/// <param name="objects">The repository's objects.</param>
/// <param name="time">Says when an entry was made.</param>
internal sealed class RepositoryIndex(IObjectStore objects, TimeProvider time)
{
    /// <summary>The object's name.</summary>
    public const string Key = "index.yaml";

    private const string MediaType = "text/yaml";

    private IndexText _text = new(default);
    private string? _tag;

    /// <summary>What the index is called in errors.</summary>
    public string Source => $"{objects.Url}/{Key}";

    /// <summary>The index as it is now; null where there surely is none.</summary>
    /// <exception cref="FailedException">It cannot be read.</exception>
    public async Task<IndexText?> LoadAsync(CancellationToken cancellationToken)
    {
        var read = await objects.GetAsync(Key, _tag, cancellationToken);
        if (read is null)
        {
            _tag = null;
            return null;
        }

        if (read.Tag != _tag)
        {
            (_text, _tag) = (new IndexText(read.Content), read.Tag);
        }

        return _text;
    }

    /// <summary>Takes an empty index for loaded where there is none; nothing is written yet.</summary>
    public IndexText StartEmpty() => _text = IndexEditor.Empty(time.GetUtcNow());

    /// <summary>Makes an empty index.</summary>
    /// <returns>False if there was one.</returns>
    public async Task<bool> CreateAsync(CancellationToken cancellationToken) =>
        await PutAsync(IndexEditor.Empty(time.GetUtcNow()), WriteCondition.IfAbsent, cancellationToken);

    /// <summary>Replaces the index that was loaded last by one with an entry more.</summary>
    /// <returns>False if somebody else has replaced it since.</returns>
    /// <exception cref="FailedException">It is damaged; or the write got no answer, and may have happened or not.</exception>
    public async Task<bool> TryInsertAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var text = IndexEditor.Insert(_text, entry, time.GetUtcNow(), Source);
        return await PutAsync(
            text,
            _tag is null ? WriteCondition.IfAbsent : WriteCondition.IfTag(_tag),
            cancellationToken
        );
    }

    /// <summary>Whether the index is still the one that this program wrote or loaded last.</summary>
    public async Task<bool> IsUnchangedAsync(CancellationToken cancellationToken) =>
        await objects.GetTagAsync(Key, cancellationToken) == _tag;

    private async Task<bool> PutAsync(IndexText text, WriteCondition condition, CancellationToken cancellationToken)
    {
        var tag = await objects.PutAsync(
            new NewObject(Key, text.Length, text.Open, MediaType),
            condition,
            cancellationToken
        );
        if (tag is null)
        {
            return false;
        }

        (_text, _tag) = (text, tag);
        return true;
    }
}
