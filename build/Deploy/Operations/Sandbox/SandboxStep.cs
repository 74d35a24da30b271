using Deploy.Platforms;

namespace Deploy.Operations.Sandbox;

/// <summary>Keeps the embedded platform running until the user interrupts.</summary>
public sealed class SandboxStep(Func<EmbeddedPlatform> embedded, ServiceCatalog catalog, IRunEvents events)
{
    /// <summary>Starts it, says how to use it, and waits.</summary>
    public async Task RunAsync(CancellationToken interrupted)
    {
        using var platform = embedded();
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

        foreach (var line in await WakeAsync(access.Front, interrupted))
        {
            events.Publish(new Note(line));
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, interrupted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    // Pods rest between runs; whoever asks at the front wakes them, and is told where they answer.
    private static async Task<IReadOnlyList<string>> WakeAsync(Uri? front, CancellationToken interrupted)
    {
        if (front is null)
        {
            return [$"Pods are only simulated here: {EmbeddedPlatform.Lack}"];
        }

        using var http = new HttpClient();
        var answer = await http.GetStringAsync(front, interrupted);
        return answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
