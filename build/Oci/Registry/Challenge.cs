using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Deploy.Oci.Registry;

/// <summary>How a registry wants to be told who we are: its <c>WWW-Authenticate</c>.</summary>
/// <param name="Realm">Where tokens come from; null for Basic.</param>
/// <param name="Service">What the token service calls the registry.</param>
internal sealed partial record Challenge(Uri? Realm, string? Service)
{
    /// <summary>The challenge that we can answer; null where there is none. A token is preferred to a password.</summary>
    public static Challenge? Of(HttpResponseMessage response) =>
        response.Headers.WwwAuthenticate.Select(Bearer).FirstOrDefault(challenge => challenge is not null)
        ?? (response.Headers.WwwAuthenticate.Any(IsBasic) ? new Challenge(Realm: null, Service: null) : null);

    private static Challenge? Bearer(AuthenticationHeaderValue header)
    {
        if (!string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parameters = Parameter()
            .Matches(header.Parameter ?? "")
            .ToLookup(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        return Uri.TryCreate(parameters["realm"].FirstOrDefault(), UriKind.Absolute, out var realm)
            ? new Challenge(realm, parameters["service"].FirstOrDefault())
            : null;
    }

    private static bool IsBasic(AuthenticationHeaderValue header) =>
        string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"(?<name>[a-z_]+)=""(?<value>[^""]*)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Parameter();
}
