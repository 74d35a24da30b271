using System.Text.Json;
using Deploy.Oci.Registry;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Docker;

/// <summary>Runs docker's credential helpers as children.</summary>
/// <param name="host">What commands run on.</param>
public sealed class CredentialHelper(CommandHost host) : ICredentialHelper
{
    /// <inheritdoc/>
    public async Task<RegistryCredential?> GetAsync(string name, string server, CancellationToken cancellationToken)
    {
        var output = await new DockerCredentialHelper(host, name).GetAsync(server, cancellationToken);
        return output is null ? null : Parse(name, server, output);
    }

    // An exception's text can quote the secret, so it is dropped.
    private static RegistryCredential Parse(string name, string server, string output)
    {
        try
        {
            using var answer = JsonDocument.Parse(output);
            if (Text(answer, "Username") is { } user && Text(answer, "Secret") is { } secret)
            {
                return new(user, secret);
            }
        }
        catch (JsonException) { }

        throw new FailedException($"docker-credential-{name} printed no login for {server}");
    }

    private static string? Text(JsonDocument answer, string name) =>
        answer.RootElement is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
