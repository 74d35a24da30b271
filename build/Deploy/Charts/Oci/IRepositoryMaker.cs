using Deploy.Model;

namespace Deploy.Charts;

/// <summary>Makes repositories in registries that, like ECR, do not make them by themselves.</summary>
public interface IRepositoryMaker
{
    /// <summary>Sees to it that a repository is there.</summary>
    Task EnsureAsync(ImageRepository repository, CancellationToken cancellationToken);
}

/// <summary>For registries that make a repository by the first push.</summary>
public sealed class NoRepositoryMaker : IRepositoryMaker
{
    /// <inheritdoc/>
    public Task EnsureAsync(ImageRepository repository, CancellationToken cancellationToken) => Task.CompletedTask;
}
