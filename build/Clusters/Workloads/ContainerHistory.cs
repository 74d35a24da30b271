using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>What happened to a container since somebody looked: one status alone does not show repetitions.</summary>
public sealed class ContainerHistory
{
    private const string PullError = "ErrImagePull";
    private const string PullBackOff = "ImagePullBackOff";

    // What the container lacks may still be made; the node tries again all the time.
    private static readonly string[] _creationErrors =
    [
        "CreateContainerConfigError",
        "CreateContainerError",
        "RunContainerError",
    ];

    private string? _reason;
    private int? _restartsAtFirst;

    /// <summary>How often it was restarted since somebody looked.</summary>
    public int NewRestarts { get; private set; }

    /// <summary>How often its image could not be pulled.</summary>
    public int FailedPulls { get; private set; }

    /// <summary>Why, as the node last said; while it waits for the next attempt it only says that it waits.</summary>
    public string PullMessage { get; private set; } = "";

    /// <summary>Since when it could not be created; null while that is not so.</summary>
    public DateTimeOffset? NotCreatable { get; private set; }

    /// <summary>Takes notice of a status.</summary>
    public void Observe(V1ContainerStatus status, DateTimeOffset now)
    {
        _restartsAtFirst ??= status.RestartCount;
        NewRestarts = status.RestartCount - _restartsAtFirst.Value;
        var reason = status.State?.Waiting?.Reason;
        var message = status.State?.Waiting?.Message ?? "";
        if (reason == PullError || (reason == PullBackOff && _reason is not (PullError or PullBackOff)))
        {
            FailedPulls += _reason == PullError ? 0 : 1;
        }

        if (reason == PullError || (reason == PullBackOff && PullMessage.Length == 0))
        {
            PullMessage = message;
        }

        NotCreatable = _creationErrors.Contains(reason) ? NotCreatable ?? now : null;
        _reason = reason;
    }
}
