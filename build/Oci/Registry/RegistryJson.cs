using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deploy.Oci.Registry;

internal sealed record ErrorBody(IReadOnlyList<ErrorEntry>? Errors);

internal sealed record ErrorEntry(string? Code, string? Message);

internal sealed record TagsPage(IReadOnlyList<string>? Tags);

/// <summary>A token service's answer; services of OAuth 2 call the token <c>access_token</c>.</summary>
internal sealed record TokenAnswer(
    string? Token,
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] int? ExpiresIn
);

/// <summary>Docker's config.json, as far as it is about logins.</summary>
internal sealed record DockerConfig(
    IReadOnlyDictionary<string, DockerAuth>? Auths,
    string? CredsStore,
    IReadOnlyDictionary<string, string>? CredHelpers
);

/// <summary>A login in config.json: <c>auth</c> is <c>user:password</c> in base64.</summary>
internal sealed record DockerAuth(
    string? Auth,
    string? Username,
    string? Password,
    [property: JsonPropertyName("identitytoken")] string? IdentityToken
);

/// <summary>The documents of the registry's API and of docker's logins, read without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(TagsPage))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(DockerConfig))]
internal sealed partial class RegistryJson : JsonSerializerContext
{
    /// <summary>A registry's first error; empty where the body is none of the specification's.</summary>
    public static ErrorEntry FirstError(string body)
    {
        try
        {
            var errors = JsonSerializer.Deserialize(body, Default.ErrorBody)?.Errors;
            return errors is { Count: > 0 } ? errors[0] : new ErrorEntry(Code: null, Message: null);
        }
        catch (JsonException)
        {
            return new ErrorEntry(Code: null, Message: null);
        }
    }
}
