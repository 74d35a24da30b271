using Deploy.Charts.Metadata;

namespace Deploy.Charts.Packaging;

/// <summary>Gets the packages of dependencies that lie in other repositories.</summary>
public interface IDependencyFetcher
{
    /// <summary>Downloads a dependency in its locked version.</summary>
    /// <returns>The package. Its name and version are still to be checked.</returns>
    /// <exception cref="Model.Errors.UsageException">The repository is no address that Helm knows.</exception>
    /// <exception cref="Model.Errors.FailedException">The repository cannot be reached, or lacks the version.</exception>
    Task<ReadOnlyMemory<byte>> FetchAsync(ChartDependency dependency, CancellationToken cancellationToken);
}
