using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox;

/// <summary>What a request must carry to be let in. Whoever has it may do everything; it shows itself to nobody by chance.</summary>
internal sealed class AccessToken
{
    private const int Bytes = 256 / 8;
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly byte[] _utf8;

    private AccessToken(string value) => (Value, _utf8) = (value, Encoding.UTF8.GetBytes(value));

    /// <summary>The secret, for files and headers.</summary>
    public string Value { get; }

    /// <summary>A new one that nobody can guess.</summary>
    public static AccessToken Draw(RandomNumberGenerator random)
    {
        var bytes = new byte[Bytes];
        random.GetBytes(bytes);
        return new(Convert.ToHexStringLower(bytes));
    }

    /// <summary>One that was drawn before; <c>null</c> where the text is none, or not all of it.</summary>
    public static AccessToken? Parse(string text) =>
        text.Length == 2 * Bytes && text.All(char.IsAsciiHexDigitLower) ? new(text) : null;

    /// <summary>How this process sends it.</summary>
    public AuthenticationHeaderValue ToHeader() => new(Bearer.Trim(), Value);

    /// <summary>Whether a request carries it as a bearer token, as clients of Kubernetes send theirs.</summary>
    public bool IsBorneBy(HttpRequest request) =>
        Authorization(request, Bearer) is { } given && Is(Encoding.UTF8.GetBytes(given));

    /// <summary>Whether a request carries it as the password of any user, as clients of registries send theirs.</summary>
    public bool IsPasswordOf(HttpRequest request)
    {
        var login = new byte[1024];
        if (
            Authorization(request, Basic) is not { } given
            || !Convert.TryFromBase64String(given, login, out var length)
        )
        {
            return false;
        }

        var colon = login.AsSpan(0, length).IndexOf((byte)':');
        return colon >= 0 && Is(login.AsSpan((colon + 1)..length));
    }

    /// <inheritdoc/>
    public override string ToString() => "****";

    // In the same time wherever the difference is.
    private bool Is(ReadOnlySpan<byte> given) => CryptographicOperations.FixedTimeEquals(given, _utf8);

    private static string? Authorization(HttpRequest request, string scheme) =>
        request.Headers.Authorization is [{ } only] && only.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? only[scheme.Length..].Trim()
            : null;
}
