using System.Collections.Concurrent;
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
    /// <exception cref="FailedException">The helper is missing or failed, or printed something else.</exception>
    Task<RegistryCredential?> GetAsync(string name, string server, CancellationToken cancellationToken);
}

/// <summary>
/// The logins that <c>docker login</c> left in docker's <c>config.json</c>, and the helpers that it names there: the
/// registry's own helper first, then the general one, then what stands in the file. Read anew each time, so that a login
/// made meanwhile counts. As with docker, what cannot be read or does not work is as good as none, but is told.
/// </summary>
/// <remarks>
/// A login may be for a part of a registry only (<c>registry.example/group/project</c>, as podman keeps them): of several
/// that fit a repository, the longest counts, and none is ever tried elsewhere.
/// </remarks>
/// <param name="configFile">The path of config.json; there need not be one.</param>
/// <param name="helper">Runs helpers.</param>
/// <param name="tell">Is told what was passed over, and why; once each.</param>
public sealed class DockerCredentials(string configFile, ICredentialHelper helper, Action<string>? tell = null)
    : ICredentialSource
{
    private const string DockerHub = "https://index.docker.io/v1/";

    private readonly ConcurrentDictionary<(string Helper, string Server), RegistryCredential> _answers = new();
    private readonly ConcurrentDictionary<string, bool> _told = new();

    /// <summary>Where docker keeps its configuration: <c>$DOCKER_CONFIG</c>, else <c>~/.docker</c>.</summary>
    public static string ConfigFile(string? dockerConfig, string home) =>
        Path.Combine(string.IsNullOrEmpty(dockerConfig) ? Path.Combine(home, ".docker") : dockerConfig, "config.json");

    /// <inheritdoc/>
    public async Task<RegistryCredential?> FindAsync(
        RegistryHost registry,
        ImageRepository? repository,
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
        var asked = string.IsNullOrEmpty(name) ? null : await AskAsync(name, server, rejected, cancellationToken);
        return asked ?? FromFile(config, server, repository);
    }

    // A helper is a process, and a run has many repositories.
    private async Task<RegistryCredential?> AskAsync(
        string name,
        string server,
        RegistryCredential? rejected,
        CancellationToken cancellationToken
    )
    {
        if (_answers.TryGetValue((name, server), out var known) && known != rejected)
        {
            return known;
        }

        try
        {
            var answer = await helper.GetAsync(name, server, cancellationToken);
            if (answer is not null)
            {
                _answers[(name, server)] = answer;
            }

            return answer;
        }
        catch (DeployException failure)
        {
            Tell(failure.Message);
            return null;
        }
    }

    private DockerConfig? Read()
    {
        try
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(configFile);
            // Editors on Windows put a mark there.
            var text = bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
            return JsonSerializer.Deserialize(text, RegistryJson.Default.DockerConfig);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Tell($"docker's logins are not used: {exception.Message}");
            return null;
        }
        catch (JsonException exception)
        {
            // The exception's text can quote what stands there.
            var location = new SourceLocation(
                configFile,
                (int)(exception.LineNumber ?? 0) + 1,
                (int)(exception.BytePositionInLine ?? 0) + 1
            );
            Tell($"docker's logins are not used: {location}: this is no docker configuration");
            return null;
        }
    }

    private RegistryCredential? FromFile(DockerConfig config, string server, ImageRepository? repository)
    {
        var wanted = repository is null ? PlaceOf(server) : $"{PlaceOf(server)}/{repository}";
        var login = (config.Auths ?? new Dictionary<string, DockerAuth>())
            .Where(entry => $"{wanted}/".StartsWith($"{PlaceOf(entry.Key)}/", StringComparison.Ordinal))
            .OrderByDescending(entry => PlaceOf(entry.Key).Length)
            .Select(entry => entry.Value)
            .FirstOrDefault();
        return login switch
        {
            null => null,
            { IdentityToken: { Length: > 0 } token } => new(RegistryCredential.IdentityTokenUser, token),
            { Auth: { Length: > 0 } auth } => Decode(auth, server),
            { Username: { Length: > 0 } user, Password: { } password } => new(user, password),
            _ => null,
        };
    }

    private RegistryCredential? Decode(string auth, string server)
    {
        var bytes = new byte[auth.Length];
        var text = Convert.TryFromBase64String(auth, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0')
            : "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            return new RegistryCredential(text[..colon], text[(colon + 1)..]);
        }

        Tell($"{configFile} has a login for {server} that cannot be read: docker login {server} makes it anew");
        return null;
    }

    private void Tell(string what)
    {
        if (_told.TryAdd(what, true))
        {
            tell?.Invoke(what);
        }
    }

    // Older logins are kept under the URL of the API.
    private static string PlaceOf(string key)
    {
        var place = key[(key.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..]
            .TrimEnd('/');
        return place.EndsWith("/v1", StringComparison.Ordinal) || place.EndsWith("/v2", StringComparison.Ordinal)
            ? place[..^3]
            : place;
    }
}
