using Deploy.Platforms;

namespace Deploy.Operations.Sandbox;

/// <summary>Keeps the embedded platform running until the user interrupts.</summary>
public sealed class SandboxStep(ServiceCatalog catalog, RepositoryPaths paths, IRunEvents events)
{
    /// <summary>Starts it, says how to use it, and waits.</summary>
    public async Task RunAsync(CancellationToken interrupted)
    {
        using var platform = new EmbeddedPlatform(catalog, paths);
        var access = await platform.OpenAsync(interrupted);
        events.Publish(
            new Note(
                $"The embedded platform runs until you press Ctrl-C. Registry: {access.Registry}, charts: {platform.ChartRepository}"
            )
        );
        events.Publish(
            new Note($"docker login --username sandbox --password-stdin {access.Registry} <{platform.PasswordFile}")
        );
        events.Publish(new Note($"export KUBECONFIG={access.Kubeconfig}"));
        foreach (var cluster in catalog.Clusters.Values)
        {
            events.Publish(new Note($"kubectl --context {cluster.Context} get pods --all-namespaces"));
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, interrupted).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
