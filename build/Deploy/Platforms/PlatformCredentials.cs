using Deploy.Oci.Registry;

namespace Deploy.Platforms;

/// <summary>The login to the registry that a platform brings with it.</summary>
internal sealed class PlatformCredentials(IPlatform platform) : ICredentialSource
{
    private const string AnyUser = "sandbox";

    /// <inheritdoc/>
    public Task<RegistryCredential?> FindAsync(
        RegistryHost registry,
        ImageRepository? repository,
        RegistryCredential? rejected,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            platform.PasswordOf(registry) is { } password ? new RegistryCredential(AnyUser, password) : null
        );
}
