using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Deploy.Oci.Registry;

/// <summary>
/// Remembers how each registry wants to be told who we are, and which tokens it gave: a registry is asked without a
/// login first, and with one only where it says so. A login never goes to another place than the registry's own, nor by
/// another scheme, and of several logins at one registry each goes with its own repositories.
/// </summary>
internal sealed class Authenticator(ICredentialSource credentials, TokenService tokens, TimeProvider clock)
{
    // A token that ends while the request is under way is of no use.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<RegistryHost, Challenge> _challenges = new();
    private readonly ConcurrentDictionary<(RegistryHost, ImageRepository), RegistryCredential> _logins = new();
    private readonly ConcurrentDictionary<(RegistryHost Registry, AccessScope Access), RegistryToken> _tokens = new();

    /// <summary>What goes into the request's Authorization; null where the registry never asked.</summary>
    public async Task<AuthenticationHeaderValue?> AuthorizeAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        var registry = call.Repository.Registry;
        if (IsElsewhere(call) || !_challenges.TryGetValue(registry, out var challenge))
        {
            return null;
        }

        var login = await LoginAsync(call, cancellationToken);
        if (challenge.Realm is null)
        {
            return login is null ? null : new("Basic", login.ToBasic());
        }

        if (
            !_tokens.TryGetValue((registry, call.Access), out var token)
            || token.ExpiresAt - _margin < clock.GetUtcNow()
        )
        {
            token = await tokens.GetAsync(call, challenge, login, cancellationToken);
            _tokens[(registry, call.Access)] = token;
        }

        return new("Bearer", token.Value);
    }

    /// <summary>Learns from a refusal; true where there is something else to try.</summary>
    /// <param name="call">What was refused.</param>
    /// <param name="used">What it was sent with.</param>
    /// <param name="isFirst">Whether what it was sent with is from an earlier request, and may have expired since.</param>
    /// <param name="response">The refusal.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<bool> LearnAsync(
        RegistryCall call,
        AuthenticationHeaderValue? used,
        bool isFirst,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (IsElsewhere(call))
        {
            return false;
        }

        var registry = call.Repository.Registry;
        _tokens.TryRemove((registry, call.Access), out _);
        if (used is not null && isFirst && used.Scheme == "Bearer")
        {
            return true;
        }

        var challenge = Challenge.Of(response) ?? _challenges.GetValueOrDefault(registry);
        if (challenge is null)
        {
            return false;
        }

        var repository = call.Repository.Repository;
        var rejected = used is null ? null : _logins.GetValueOrDefault((registry, repository));
        var credential = await credentials.FindAsync(registry, repository, rejected, cancellationToken);
        if (used is not null && (credential is null || credential == rejected))
        {
            return false;
        }

        _challenges[registry] = challenge;
        Keep(call, credential);
        // Without a login a token service may still give a token for what is public.
        return credential is not null || challenge.Realm is not null;
    }

    private async Task<RegistryCredential?> LoginAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        var (registry, repository) = (call.Repository.Registry, call.Repository.Repository);
        if (_logins.TryGetValue((registry, repository), out var known))
        {
            return known;
        }

        var login = await credentials.FindAsync(registry, repository, rejected: null, cancellationToken);
        Keep(call, login);
        return login;
    }

    private void Keep(RegistryCall call, RegistryCredential? login)
    {
        if (login is not null)
        {
            _logins[(call.Repository.Registry, call.Repository.Repository)] = login;
        }
    }

    private static bool IsElsewhere(RegistryCall call) =>
        Uri.Compare(
            call.Address,
            RegistryAddress.Of(call.Repository.Registry, ""),
            UriComponents.SchemeAndServer,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        ) != 0;
}
