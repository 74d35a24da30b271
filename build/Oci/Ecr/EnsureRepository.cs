namespace Deploy.Oci.Ecr;

/// <summary>
/// Sees to it that an image's repository is there. ECR wants each to be made before the first push; other registries
/// make them by themselves.
/// </summary>
/// <param name="clients">The client for an account's registry.</param>
public sealed class EnsureRepository(Func<EcrRegistryName, IEcr> clients)
{
    /// <summary>Makes the repository if it has to be made and is missing.</summary>
    /// <returns>Whether it was made.</returns>
    /// <exception cref="FailedException">AWS refused.</exception>
    public async Task<bool> RunAsync(ImageReference image, CancellationToken cancellationToken)
    {
        if (EcrRegistryName.Of(image.Registry) is not { } name)
        {
            return false;
        }

        var ecr = clients(name);
        if (await ecr.FindRepositoryAsync(image.Repository, cancellationToken) is not null)
        {
            return false;
        }

        await ecr.CreateRepositoryAsync(image.Repository, cancellationToken);
        return true;
    }
}
