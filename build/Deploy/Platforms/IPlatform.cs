namespace Deploy.Platforms;

/// <summary>Where things run: which cluster, registry and chart repository a run talks to.</summary>
public interface IPlatform : IDisposable
{
    /// <summary>What kind it is.</summary>
    PlatformKind Kind { get; }

    /// <summary>Where charts are published: a URL, or a folder. The same for all clusters, and known before anything is reached.</summary>
    /// <exception cref="UsageException">The catalog names none, and the platform has none of its own.</exception>
    string ChartRepository { get; }

    /// <summary>The password that its own registry takes from any user; null for registries of others.</summary>
    string? PasswordOf(RegistryHost registry) => null;

    /// <summary>Makes it reachable. Later calls return the same.</summary>
    Task<PlatformAccess> OpenAsync(RunScope scope, CancellationToken cancellation);
}

/// <summary>How a platform is reached.</summary>
/// <param name="Kubeconfig">The kubeconfig file, absolute.</param>
/// <param name="Registry">The registry that images are pushed to.</param>
public sealed record PlatformAccess(string Kubeconfig, RegistryHost Registry)
{
    /// <summary>Where the embedded platform answers for Services and Ingresses; null where there is no such place.</summary>
    public Uri? Front { get; init; }
}
