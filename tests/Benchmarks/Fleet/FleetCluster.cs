using Deploy.Testing;

namespace Deploy.Benchmarks.Fleet;

/// <summary>The real cluster, with a fresh namespace for each who is measured.</summary>
internal sealed class FleetCluster(string kubectl)
{
    /// <summary>How a client is told where to go.</summary>
    public static string[] Where(string @namespace) =>
        [$"--kubeconfig={RealCluster.Kubeconfig}", $"--namespace={@namespace}"];

    /// <summary>Does something in a namespace that is removed afterwards, with all that is in it.</summary>
    public async Task<Measured> InFreshNamespaceAsync(Func<string, Task<Measured>> work)
    {
        var name = $"fleet-{Random.Shared.NextInt64():x}"[..14];
        await KubectlAsync("create", "namespace", name);
        try
        {
            await KubectlAsync("label", "namespace", name, "ns_type=engineer");
            return await work(name);
        }
        finally
        {
            await KubectlAsync("delete", "namespace", name);
        }
    }

    private Task<Measured> KubectlAsync(params string[] arguments) =>
        Measured.OfAsync(
            kubectl,
            [$"--kubeconfig={RealCluster.Kubeconfig}", $"--context={RealCluster.Context}", .. arguments]
        );
}
