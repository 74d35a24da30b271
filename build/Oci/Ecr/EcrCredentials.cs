using System.Collections.Concurrent;
using Deploy.Oci.Registry;

namespace Deploy.Oci.Ecr;

/// <summary>
/// Logins to the registries of Amazon ECR, by the AWS credentials of the user. A login is kept until shortly before it
/// ends, or until the registry says that it has ended.
/// </summary>
/// <param name="clients">The client for an account's registry.</param>
/// <param name="clock">Tells when a login is about to end.</param>
public sealed class EcrCredentials(Func<EcrRegistryName, IEcr> clients, TimeProvider clock) : ICredentialSource
{
    // A push can take a while; its login should last for all of it.
    private static readonly TimeSpan _margin = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<RegistryHost, EcrLogin> _logins = new();

    /// <inheritdoc/>
    public async Task<RegistryCredential?> FindAsync(
        RegistryHost registry,
        ImageRepository? repository,
        RegistryCredential? rejected,
        CancellationToken cancellationToken
    )
    {
        if (EcrRegistryName.Of(registry) is not { } name)
        {
            return null;
        }

        if (
            !_logins.TryGetValue(registry, out var login)
            || login.Password == rejected?.Password
            || login.ExpiresAt - _margin < clock.GetUtcNow()
        )
        {
            login = await clients(name).GetAuthorizationTokenAsync(cancellationToken);
            _logins[registry] = login;
        }

        return new RegistryCredential(login.Username, login.Password);
    }
}
