using Deploy.Model;

namespace Deploy.Charts;

/// <summary>Makes a place a chart repository.</summary>
/// <param name="repository">The place.</param>
/// <param name="time">Says when its index was made.</param>
public sealed class RepositoryInitializer(IndexedRepository repository, TimeProvider time)
{
    /// <summary>Stores an empty index, unless there is an index. May be repeated.</summary>
    /// <returns>Whether there was none.</returns>
    /// <exception cref="FailedException">The place cannot be read or written, or what it has is no index.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var index = new RepositoryIndex(repository, time);
        if (await index.TryCreateAsync(cancellationToken))
        {
            return true;
        }

        // Read it, so that the answer "it is a repository" is true.
        _ = (await index.RequireAsync(cancellationToken)).Find(_ => false);
        return false;
    }
}
