using Deploy.Charts.Stores.Indexed;

namespace Deploy.Charts.Upkeep;

/// <summary>Makes a place a chart repository.</summary>
/// <param name="repository">The place.</param>
/// <param name="time">Says when its index was made.</param>
public sealed class RepoInitializer(IndexedRepository repository, TimeProvider time)
{
    private readonly RepositoryIndex _index = new(repository, time);

    /// <summary>Stores an empty index, unless there is an index. May be repeated.</summary>
    /// <returns>Whether there was none.</returns>
    /// <exception cref="FailedException">The place cannot be read or written, or what it has is no index.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        // Read it in any case, so that the answer "it is a repository" is true.
        var isNew = await _index.TryCreateAsync(cancellationToken);
        return await IsDoneAsync(cancellationToken)
            ? isNew
            : throw new FailedException($"{_index.Source} was written, and is not there");
    }

    /// <summary>Whether the place is a chart repository. Writes nothing.</summary>
    /// <exception cref="FailedException">The place cannot be read, or what it has is no index.</exception>
    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        var index = await _index.LoadAsync(cancellationToken);
        _ = index?.Find(_ => false);
        return index is not null;
    }
}
