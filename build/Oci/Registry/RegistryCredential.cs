using System.Text;

namespace Deploy.Oci.Registry;

/// <summary>A login to a registry. It shows its user, never its password.</summary>
/// <param name="Username">The user, or <see cref="IdentityTokenUser"/>.</param>
/// <param name="Password">The password, or the token.</param>
public sealed record RegistryCredential(string Username, string Password)
{
    /// <summary>The user name by which docker's helpers say that the password is an OAuth 2 refresh token.</summary>
    public const string IdentityTokenUser = "<token>";

    /// <summary>Whether the password is an OAuth 2 refresh token.</summary>
    public bool IsIdentityToken => Username == IdentityTokenUser;

    /// <summary>Both, as HTTP's Basic scheme sends them.</summary>
    internal string ToBasic() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}"));

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Username = ").Append(Username);
        return true;
    }
}

/// <summary>Where logins come from.</summary>
public interface ICredentialSource
{
    /// <summary>Finds the login for a registry.</summary>
    /// <param name="registry">Which registry.</param>
    /// <param name="repository">What there; null for the registry as a whole. Some logins are good for a part only.</param>
    /// <param name="rejected">
    /// A login that this source gave before and the registry no longer takes: a source that can make a new one does.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The login, or null where this source has none.</returns>
    Task<RegistryCredential?> FindAsync(
        RegistryHost registry,
        ImageRepository? repository,
        RegistryCredential? rejected,
        CancellationToken cancellationToken
    );
}

/// <summary>
/// The first login that any of several sources has, in their order; one that the registry has rejected is passed over,
/// so that a stale login in docker's configuration does not stand in the way of a fresh one.
/// </summary>
public sealed class FirstCredential(params IReadOnlyList<ICredentialSource> sources) : ICredentialSource
{
    /// <inheritdoc/>
    public async Task<RegistryCredential?> FindAsync(
        RegistryHost registry,
        ImageRepository? repository,
        RegistryCredential? rejected,
        CancellationToken cancellationToken
    )
    {
        foreach (var source in sources)
        {
            if (
                await source.FindAsync(registry, repository, rejected, cancellationToken) is { } credential
                && credential != rejected
            )
            {
                return credential;
            }
        }

        return null;
    }
}
