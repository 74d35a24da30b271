using k8s;

namespace Deploy.Clusters;

/// <summary>What containers print.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class PodLogs(ClusterApi cluster)
{
    /// <summary>The last lines of a container.</summary>
    /// <param name="namespace">Where the pod is.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="lines">How many at most.</param>
    /// <param name="previous">Whether those of the run before the present one are meant.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<string>> LastAsync(
        NamespaceName @namespace,
        string pod,
        string container,
        int lines,
        bool previous,
        CancellationToken cancel
    )
    {
        var read = new List<string>();
        await using var stream = await cluster.CallAsync(api =>
            api.CoreV1.ReadNamespacedPodLogAsync(
                pod,
                @namespace.Value,
                container: container,
                tailLines: lines,
                previous: previous,
                cancellationToken: cancel
            )
        );
        await ReadAsync(stream, read.Add, cancel);
        return read;
    }

    /// <summary>Everything that a container prints, line by line, until it ends.</summary>
    public async Task FollowAsync(
        NamespaceName @namespace,
        string pod,
        string container,
        Action<string> line,
        CancellationToken cancel
    )
    {
        await using var stream = await cluster.CallAsync(api =>
            api.CoreV1.ReadNamespacedPodLogAsync(
                pod,
                @namespace.Value,
                container: container,
                follow: true,
                cancellationToken: cancel
            )
        );
        await ReadAsync(stream, line, cancel);
    }

    private static async Task ReadAsync(Stream stream, Action<string> line, CancellationToken cancel)
    {
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancel) is { } text)
        {
            line(text);
        }
    }
}
