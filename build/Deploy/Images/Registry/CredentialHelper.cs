using System.Text.Json;
using Deploy.Model;
using Deploy.Tools.Docker;
using Deploy.Tools.Processes;

namespace Deploy.Images.Registry;

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

    // The exception's text can quote the secret, so it is dropped.
    private static RegistryCredential Parse(string name, string server, string output)
    {
        HelperAnswer? answer = null;
        try
        {
            answer = JsonSerializer.Deserialize(output, RegistryJson.Default.HelperAnswer);
        }
        catch (JsonException) { }

        return answer is { Username: { } user, Secret: { } secret }
            ? new RegistryCredential(user, secret)
            : throw new FailedException($"docker-credential-{name} printed no login for {server}");
    }
}
