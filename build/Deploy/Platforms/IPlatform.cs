using Deploy.Model;

namespace Deploy.Platforms;

/// <summary>Where things run: which cluster, registry and chart repository a run talks to.</summary>
public interface IPlatform : IDisposable
{
    /// <summary>What kind it is.</summary>
    PlatformKind Kind { get; }

    /// <summary>Makes it reachable. Later calls return the same.</summary>
    Task<PlatformAccess> OpenAsync(RunScope scope, CancellationToken cancellation);
}

/// <summary>How a platform is reached.</summary>
/// <param name="Kubeconfig">The kubeconfig file, absolute.</param>
/// <param name="Registry">The registry that images are pushed to.</param>
/// <param name="ChartRepository">Where charts are published: a URL, or a folder.</param>
public sealed record PlatformAccess(string Kubeconfig, RegistryHost Registry, string ChartRepository);
