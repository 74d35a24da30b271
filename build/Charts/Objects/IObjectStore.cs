namespace Deploy.Charts.Objects;

/// <summary>
/// A place that keeps objects under names and writes them on a condition: all that a chart repository with an
/// <c>index.yaml</c> needs.
/// </summary>
public interface IObjectStore
{
    /// <summary>Where it is, without a slash at the end: <c>s3://bucket/prefix</c>, or a folder.</summary>
    string Url { get; }

    /// <summary>Reads an object.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="knownTag">A state that the caller has: if the object is still in it, its content is not sent again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The object, or null where there surely is none.</returns>
    /// <exception cref="Model.Errors.FailedException">The store did not answer, or not with the whole object.</exception>
    Task<StoredObject?> GetAsync(string key, string? knownTag, CancellationToken cancellationToken);

    /// <summary>The tag of an object's present state, or null where there surely is no such object.</summary>
    Task<string?> GetTagAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes an object, whole or not at all, if a condition holds.</summary>
    /// <returns>The tag of the new state, or null if the condition did not hold: somebody else was faster.</returns>
    /// <exception cref="Model.Errors.FailedException">The store did not answer; the object may have been written or not.</exception>
    Task<string?> PutAsync(NewObject content, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>The names of all objects, in no order.</summary>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken);
}
