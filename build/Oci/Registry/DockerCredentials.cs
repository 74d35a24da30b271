using System.Text;
using System.Text.Json;

namespace Deploy.Oci.Registry;

/// <summary>Runs a credential helper: a program <c>docker-credential-&lt;name&gt;</c>.</summary>
public interface ICredentialHelper
{
    /// <summary>Asks the helper for a login.</summary>
    /// <param name="name">The helper's name, e.g. <c>ecr-login</c> or <c>osxkeychain</c>.</param>
    /// <param name="server">The registry, as docker names it to helpers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The login, or null where the helper has none.</returns>
    /// <exception cref="FailedException">The helper is missing or failed.</exception>
    Task<RegistryCredential?> GetAsync(string name, string server, CancellationToken cancellationToken);
}

/// <summary>
/// The logins that <c>docker login</c> left in docker's <c>config.json</c>, and the helpers that it names there: the
/// registry's own helper first, then the general one, then what stands in the file. Read anew each time, so that a login
/// made meanwhile counts.
/// </summary>
/// <param name="configFile">The path of config.json; there need not be one.</param>
/// <param name="helper">Runs helpers.</param>
public sealed class DockerCredentials(string configFile, ICredentialHelper helper) : ICredentialSource
{
    private const string DockerHub = "https://index.docker.io/v1/";

    /// <summary>Where docker keeps its configuration: <c>$DOCKER_CONFIG</c>, else <c>~/.docker</c>.</summary>
    public static string ConfigFile(string? dockerConfig, string home) =>
        Path.Combine(string.IsNullOrEmpty(dockerConfig) ? Path.Combine(home, ".docker") : dockerConfig, "config.json");

    /// <inheritdoc/>
    public async Task<RegistryCredential?> FindAsync(
        RegistryHost registry,
        RegistryCredential? rejected,
        CancellationToken cancellationToken
    )
    {
        if (Read() is not { } config)
        {
            return null;
        }

        var server = registry.Value is "docker.io" or "index.docker.io" ? DockerHub : registry.Value;
        var name = config.CredHelpers?.GetValueOrDefault(server) ?? config.CredsStore;
        return string.IsNullOrEmpty(name)
            ? FromFile(config, server)
            : await helper.GetAsync(name, server, cancellationToken) ?? FromFile(config, server);
    }

    private DockerConfig? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(configFile), RegistryJson.Default.DockerConfig);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            // The exception's text can quote what stands there.
            throw new UsageException("this is no docker configuration")
            {
                Location = new SourceLocation(
                    configFile,
                    (int)(exception.LineNumber ?? 0) + 1,
                    (int)(exception.BytePositionInLine ?? 0) + 1
                ),
            };
        }
    }

    private RegistryCredential? FromFile(DockerConfig config, string server)
    {
        var login = config.Auths?.FirstOrDefault(entry => HostOf(entry.Key) == HostOf(server)).Value;
        return login switch
        {
            null => null,
            { IdentityToken: { Length: > 0 } token } => new(RegistryCredential.IdentityTokenUser, token),
            { Auth: { Length: > 0 } auth } => Decode(auth, server),
            { Username: { Length: > 0 } user, Password: { } password } => new(user, password),
            _ => null,
        };
    }

    private RegistryCredential Decode(string auth, string server)
    {
        var bytes = new byte[auth.Length];
        var text = Convert.TryFromBase64String(auth, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0')
            : "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new RegistryCredential(text[..colon], text[(colon + 1)..])
            : throw new UsageException($"{configFile} has a login for {server} that cannot be read")
            {
                NextStep = $"docker login {server}",
            };
    }

    // Older logins are kept under a URL.
    private static string HostOf(string server) =>
        server
            .Replace("https://", "", StringComparison.Ordinal)
            .Replace("http://", "", StringComparison.Ordinal)
            .Split('/')[0];
}
