using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>
/// Keeps what shows why pods failed, before a rollback or Helm's own clean-up removes them: container states, events,
/// the last lines of their logs. Secrets masked.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="time">The clock of its deadline.</param>
public sealed class PodEvidence(ClusterApi cluster, TimeProvider time)
{
    private const int Pods = 3;
    private const int Events = 12;
    private const int LogLines = 20;

    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(15);

    /// <summary>Looks at pods, a few of them where there are many: replicas fail alike.</summary>
    public async Task<IReadOnlyList<Evidence>> OfAsync(IReadOnlyList<V1Pod> pods, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(_deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        var all = await Task.WhenAll(pods.Take(Pods).Select(pod => OfAsync(pod, either.Token)));
        return [.. all.SelectMany(evidence => evidence)];
    }

    private async Task<IReadOnlyList<Evidence>> OfAsync(V1Pod pod, CancellationToken cancel)
    {
        var evidence = new List<Evidence> { new($"pod {pod.Name()}: containers", PodStates.Lines(pod)) };
        var mask = new SecretMask(await SecretsAsync(pod, cancel));
        evidence.Add(new($"pod {pod.Name()}: events", await EventsAsync(pod, mask, cancel)));
        foreach (var container in pod.ContainerStatuses().Where(HasRun))
        {
            var title = $"pod {pod.Name()}, container {container.Name}: last lines";
            evidence.Add(new(title, await LogAsync(pod, container, previous: false, mask, cancel)));
            if (container is { RestartCount: > 0, State.Running: not null })
            {
                var before = await LogAsync(pod, container, previous: true, mask, cancel);
                evidence.Add(new($"{title} before its last restart", before));
            }
        }

        return [.. evidence.Where(one => one.Lines.Count > 0)];
    }

    private Task<IReadOnlyList<string>> SecretsAsync(V1Pod pod, CancellationToken cancel) =>
        OrNothing(() => new PodSecrets(cluster).ValuesAsync(pod, cancel));

    private Task<IReadOnlyList<string>> EventsAsync(V1Pod pod, SecretMask mask, CancellationToken cancel) =>
        OrNothing(async () =>
            [
                .. (await new PodEvents(cluster).OfAsync(pod, cancel))
                    .TakeLast(Events)
                    .Select(PodEvents.Line)
                    .Select(mask.Apply),
            ]
        );

    private Task<IReadOnlyList<string>> LogAsync(
        V1Pod pod,
        V1ContainerStatus container,
        bool previous,
        SecretMask mask,
        CancellationToken cancel
    ) =>
        OrNothing(async () =>
            [
                .. (
                    await new PodLogs(cluster).LastAsync(
                        new(pod.Namespace()),
                        pod.Name(),
                        container.Name,
                        LogLines,
                        previous,
                        cancel
                    )
                ).Select(mask.Apply),
            ]
        );

    private static bool HasRun(V1ContainerStatus container) =>
        container.State?.Running is not null || container.State?.Terminated is not null || container.RestartCount > 0;

    // Evidence is a help: that it cannot be had must not hide the failure itself.
    private static async Task<IReadOnlyList<string>> OrNothing(Func<Task<IReadOnlyList<string>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception error)
            when (error is FailedException or HttpOperationException or IOException or OperationCanceledException)
        {
            return [];
        }
    }
}
