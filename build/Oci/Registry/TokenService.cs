using System.Net.Http.Headers;
using System.Text.Json;

namespace Deploy.Oci.Registry;

/// <summary>A token, and until when it is good.</summary>
internal sealed record RegistryToken(string Value, DateTimeOffset ExpiresAt);

/// <summary>Gets tokens as the distribution specification's token authentication has it.</summary>
internal sealed class TokenService(HttpClient http, TimeProvider clock)
{
    // The specification's default, where the service does not say.
    private static readonly TimeSpan _defaultLifetime = TimeSpan.FromSeconds(60);

    public async Task<RegistryToken> GetAsync(
        RegistryCall call,
        Challenge challenge,
        RegistryCredential? credential,
        CancellationToken cancellationToken
    )
    {
        var realm = challenge.Realm!;
        // What a registry elsewhere calls this machine is not its token service.
        if (realm.Scheme != Uri.UriSchemeHttps && !(realm.IsLoopback && call.Repository.Registry.IsLoopback))
        {
            var problem = $"its token service {realm.Authority} would get the login without encryption";
            throw new RegistryException(RegistryFault.Denied, call.Repository, problem);
        }

        using var request = credential is { IsIdentityToken: true }
            ? Exchange(realm, challenge.Service, call.Access, credential)
            : Ask(realm, challenge.Service, call.Access, credential);
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var tokenCall = new RegistryCall(request.Method, call.Repository, realm);
            throw await RegistryFailure.OfAsync(tokenCall, response, cancellationToken);
        }

        return await ReadAsync(call, response, cancellationToken);
    }

    private async Task<RegistryToken> ReadAsync(
        RegistryCall call,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var answer = await JsonSerializer.DeserializeAsync(
                body,
                RegistryJson.Default.TokenAnswer,
                cancellationToken
            );
            var lifetime = answer?.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : _defaultLifetime;
            var token = answer?.Token ?? answer?.AccessToken ?? throw new JsonException("it has no token");
            return new RegistryToken(token, clock.GetUtcNow() + lifetime);
        }
        catch (JsonException exception)
        {
            var problem = $"the token service's answer cannot be read: {Printable.Escape(exception.Message)}";
            throw new RegistryException(RegistryFault.Other, call.Repository, problem, exception);
        }
    }

    private static HttpRequestMessage Ask(
        Uri realm,
        string? service,
        AccessScope access,
        RegistryCredential? credential
    )
    {
        var query = access.Value.Split(' ').Select(scope => $"scope={Uri.EscapeDataString(scope)}");
        if (service is not null)
        {
            query = query.Prepend($"service={Uri.EscapeDataString(service)}");
        }

        var separator = realm.Query.Length == 0 ? '?' : '&';
        var request = new HttpRequestMessage(HttpMethod.Get, $"{realm}{separator}{string.Join('&', query)}");
        if (credential is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credential.ToBasic());
        }

        return request;
    }

    // OAuth 2: the refresh token that a login left in docker's configuration.
    private static HttpRequestMessage Exchange(
        Uri realm,
        string? service,
        AccessScope access,
        RegistryCredential credential
    ) =>
        new(HttpMethod.Post, realm)
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token",
                    ["client_id"] = "deploy",
                    ["service"] = service ?? "",
                    ["scope"] = access.Value,
                    ["refresh_token"] = credential.Password,
                }
            ),
        };
}
