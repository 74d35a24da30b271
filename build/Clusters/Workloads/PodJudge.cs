using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>Says when it is certain that a pod will not come up.</summary>
/// <param name="histories">What happened to its containers.</param>
/// <param name="time">The clock.</param>
public sealed class PodJudge(PodHistories histories, TimeProvider time)
{
    /// <summary>How often a container has to crash: once may be because something that it needs came later.</summary>
    public const int Crashes = 2;

    /// <summary>How often a pull has to fail, where the registry's answer does not say that it always will.</summary>
    public const int Pulls = 3;

    /// <summary>How long a missing Secret or ConfigMap may still be made by somebody else, an operator for instance.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Answers that a repeated question does not change.
    private static readonly string[] _definite =
    [
        "not found",
        "manifest unknown",
        "name unknown",
        "repository does not exist",
        "denied",
        "unauthorized",
        "no basic auth credentials",
        "authentication required",
        "no match for platform",
        "invalid reference format",
    ];

    /// <summary>The verdict on a pod; null while it may still come up.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="isOlder">Whether it was there before this upgrade: then it has to crash anew to be at fault.</param>
    public Fault? Judge(V1Pod pod, bool isOlder)
    {
        var containers = pod.ContainerStatuses().ToList();
        return containers
                .Select(container => Problem(pod, container, isOlder))
                .FirstOrDefault(fault => fault is not null)
            ?? (
                pod.Status?.Phase == "Failed" && pod.Metadata.OwnerReferences is null or []
                    ? new Fault($"pod {pod.Name()} failed{Ending(containers)}", [pod], "see its last lines")
                    : null
            );
    }

    private Fault? Problem(V1Pod pod, V1ContainerStatus container, bool isOlder)
    {
        var history = histories.Of(pod, container);
        var place = $"pod {pod.Name()}, container {container.Name}";
        return container.State?.Waiting?.Reason switch
        {
            "CrashLoopBackOff"
                when isOlder && history.NewRestarts > 0 || !isOlder && container.RestartCount >= Crashes => new(
                $"{place} crashes again and again: {Exit(container)}, {container.RestartCount} restarts (CrashLoopBackOff)",
                [pod],
                "see its last lines; then correct the service or its configuration"
            ),
            "ErrImagePull" or "ImagePullBackOff" when IsDefinite(history) || history.FailedPulls >= Pulls => new(
                $"{place}: image {container.Image} cannot be pulled: {Shorten(history.PullMessage)} ({container.State.Waiting.Reason})",
                [pod],
                "check that the tag is in the registry, and that the cluster may pull from it"
            ),
            "InvalidImageName" => new(
                $"{place}: {Printable.Quote(container.Image)} is no image name (InvalidImageName)",
                [pod],
                "correct the image in the chart's values"
            ),
            "CreateContainerConfigError"
            or "CreateContainerError"
            or "RunContainerError" when history.NotCreatable is { } since && time.GetUtcNow() - since >= Patience =>
                new(
                    $"{place} cannot be created: {container.State.Waiting.Message} ({container.State.Waiting.Reason})",
                    [pod],
                    "make the ConfigMap or Secret that it needs, or correct its name or key in the chart"
                ),
            _ => null,
        };
    }

    private static bool IsDefinite(ContainerHistory history) =>
        Array.Exists(_definite, answer => history.PullMessage.Contains(answer, StringComparison.OrdinalIgnoreCase));

    private static string Exit(V1ContainerStatus container) =>
        (container.LastState?.Terminated ?? container.State?.Terminated) switch
        {
            { Reason: "OOMKilled" } => "killed for using more memory than its limit (OOMKilled)",
            { } end => $"exit code {end.ExitCode}",
            null => "it ended",
        };

    private static string Ending(IEnumerable<V1ContainerStatus> containers) =>
        containers.FirstOrDefault(one => one.State?.Terminated is { ExitCode: not 0 }) is { } failed
            ? $": container {failed.Name}, {Exit(failed)}"
            : "";

    // Container runtimes wrap the registry's answer in several layers of their own words.
    private static string Shorten(string message)
    {
        const string Wrapping = "desc = ";
        var start = message.LastIndexOf(Wrapping, StringComparison.Ordinal);
        return start < 0 ? message : message[(start + Wrapping.Length)..];
    }
}
