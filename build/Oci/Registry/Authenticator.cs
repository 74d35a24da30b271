using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Deploy.Oci.Registry;

/// <summary>
/// Remembers how each registry wants to be told who we are, and which tokens it gave: a registry is asked without a
/// login first, and with one only where it says so. A login never goes to another host than the registry's own.
/// </summary>
internal sealed class Authenticator(ICredentialSource credentials, TokenService tokens, TimeProvider clock)
{
    // A token that ends while the request is under way is of no use.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<RegistryHost, Login> _logins = new();
    private readonly ConcurrentDictionary<(RegistryHost Registry, AccessScope Access), RegistryToken> _tokens = new();

    /// <summary>What goes into the request's Authorization; null where the registry never asked.</summary>
    public async Task<AuthenticationHeaderValue?> AuthorizeAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        var registry = call.Repository.Registry;
        if (IsElsewhere(call) || !_logins.TryGetValue(registry, out var login))
        {
            return null;
        }

        if (login.Challenge.Realm is null)
        {
            return login.Credential is null ? null : new("Basic", login.Credential.ToBasic());
        }

        if (
            !_tokens.TryGetValue((registry, call.Access), out var token)
            || token.ExpiresAt - _margin < clock.GetUtcNow()
        )
        {
            token = await tokens.GetAsync(call, login.Challenge, login.Credential, cancellationToken);
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

        _logins.TryGetValue(registry, out var login);
        var challenge = Challenge.Of(response) ?? login?.Challenge;
        if (challenge is null)
        {
            return false;
        }

        var rejected = used is null ? null : login?.Credential;
        var credential = await credentials.FindAsync(registry, rejected, cancellationToken);
        if (used is not null && (credential is null || credential == rejected))
        {
            return false;
        }

        _logins[registry] = new Login(challenge, credential);
        // Without a login a token service may still give a token for what is public.
        return credential is not null || challenge.Realm is not null;
    }

    private static bool IsElsewhere(RegistryCall call) =>
        call.Address.Authority != RegistryAddress.Of(call.Repository.Registry, "").Authority;

    private sealed record Login(Challenge Challenge, RegistryCredential? Credential);
}
