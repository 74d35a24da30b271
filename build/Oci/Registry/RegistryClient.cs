namespace Deploy.Oci.Registry;

/// <summary>The registry client over one <see cref="HttpClient"/>, for any number of registries at once.</summary>
public sealed class RegistryClient : IRegistry
{
    /// <summary>Makes a client. It sends nothing before it is asked something.</summary>
    /// <param name="http">What sends; see <see cref="RegistryHttp"/>.</param>
    /// <param name="credentials">Who we are, for registries that ask.</param>
    /// <param name="clock">For waits between tries and for limits.</param>
    /// <param name="settings">Tries, waits and sizes; the defaults where null.</param>
    public RegistryClient(
        HttpClient http,
        ICredentialSource credentials,
        TimeProvider clock,
        RegistrySettings? settings = null
    )
    {
        settings ??= new RegistrySettings();
        var authenticator = new Authenticator(credentials, new TokenService(http, clock), clock);
        var transport = new RegistryTransport(http, authenticator, clock, settings);
        var retry = new RegistryRetry(clock, settings);
        Manifests = new ManifestClient(transport, retry);
        Blobs = new BlobClient(transport, retry, settings);
    }

    /// <inheritdoc/>
    public IManifests Manifests { get; }

    /// <inheritdoc/>
    public IBlobs Blobs { get; }
}
