using System.Collections.Concurrent;

namespace Deploy.Oci.Ecr;

/// <summary>One client per registry, made when it is first asked for.</summary>
public sealed class EcrClients : IDisposable
{
    private readonly ConcurrentDictionary<EcrRegistryName, EcrClient> _clients = new();

    /// <summary>The client of an account's registry.</summary>
    public IEcr Of(EcrRegistryName registry) =>
        _clients.GetOrAdd(registry, name => new EcrClient(name.Region, name.Account));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
