using System.Runtime.CompilerServices;
using Deploy.Sandbox;

namespace Deploy.Platforms;

/// <summary>A Kubernetes API and a registry inside this process: nothing leaves the machine.</summary>
/// <param name="catalog">Which clusters there are.</param>
/// <param name="paths">Where its state is kept.</param>
/// <param name="searchPath">The PATH on which it finds the interpreters of what it runs.</param>
public sealed class EmbeddedPlatform(ServiceCatalog catalog, RepositoryPaths paths, string searchPath) : IPlatform
{
    private readonly SemaphoreSlim _gate = new(1);
    private IAsyncDisposable? _server;
    private Func<string>? _password;
    private PlatformAccess? _access;

    /// <summary>Why pods do not really run on this machine; null when they do.</summary>
    public static string? Lack => SandboxContainers.Lack;

    /// <inheritdoc/>
    public PlatformKind Kind => PlatformKind.Embedded;

    /// <inheritdoc/>
    public string ChartRepository => catalog.ChartRepository ?? Path.Combine(paths.Sandbox, "charts");

    /// <inheritdoc/>
    public Task<PlatformAccess> OpenAsync(RunScope scope, CancellationToken cancellation) => OpenAsync(cancellation);

    /// <inheritdoc/>
    public string? PasswordOf(RegistryHost registry) => registry == _access?.Registry ? _password?.Invoke() : null;

    /// <summary>The file with that password, once it is open.</summary>
    public string? PasswordFile { get; private set; }

    /// <summary>Starts it, for all clusters of the catalog.</summary>
    public async Task<PlatformAccess> OpenAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return _access ??= await StartAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _server?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    // Not inlined, so that ASP.NET Core is loaded only by runs that come here.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<PlatformAccess> StartAsync(CancellationToken cancellation)
    {
        var clusters = catalog.Clusters.Values.Select(cluster => cluster.Context).Order(StringComparer.Ordinal);
        var server = await SandboxServer.StartAsync(
            new SandboxOptions(paths.Sandbox, [.. clusters]).WithRegistry().WithContainers(searchPath),
            cancellation
        );
        _server = server;
        _password = () => server.Token;
        PasswordFile = server.TokenPath;
        return new(server.KubeconfigPath, new RegistryHost(server.Address.Authority)) { Front = server.FrontAddress };
    }
}
