using Deploy.Clusters;
using Deploy.Tools;

namespace Deploy.Platforms;

/// <summary>The one cluster that a run works on: for helm and kubectl, and for calls in process.</summary>
/// <param name="platform">Where it is.</param>
/// <param name="scope">Which it is.</param>
public sealed class TargetCluster(IPlatform platform, RunScope scope) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private ClusterApi? _api;

    /// <summary>How helm and kubectl reach it.</summary>
    public async Task<ClusterAccess> AccessAsync(CancellationToken cancellation) =>
        new((await platform.OpenAsync(scope, cancellation)).Kubeconfig, scope.Cluster.Context);

    /// <summary>Its API; the same one with every call.</summary>
    public async Task<ClusterApi> ApiAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return _api ??= new((await platform.OpenAsync(scope, cancellation)).Kubeconfig, scope.Cluster.Context);
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
        _api?.Dispose();
    }
}
