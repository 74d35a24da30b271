using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>How far a Job has come, by its pods.</summary>
internal sealed class JobProgress
{
    public JobProgress(JsonObject job, IReadOnlyList<StoredObject> pods, DateTimeOffset now)
    {
        var parallelism = (int)(job.Number("spec", "parallelism") ?? 1);
        var completions = (int?)job.Number("spec", "completions");
        Active = pods.Count(pod => pod.IsActive());
        Succeeded = pods.Count(pod => pod.Phase() == "Succeeded");
        Failed = pods.Count(pod => pod.Phase() == "Failed");
        WantedActive =
            completions is { } all ? Math.Min(parallelism, all - Succeeded)
            : Succeeded > 0 ? 0
            : parallelism;
        IsComplete = completions is { } needed ? Succeeded >= needed : Succeeded > 0 && Active == 0;
        Elapsed = DateTimeOffset.TryParse(job.Text("status", "startTime"), CultureInfo.InvariantCulture, out var start)
            ? now - start
            : TimeSpan.Zero;

        var restarts = pods.Where(pod => pod.IsActive())
            .SelectMany(pod => pod.Json.Items("status", "containerStatuses"))
            .Sum(status => status.Number("restartCount") ?? 0);
        if (!IsComplete && Failed + restarts > (job.Number("spec", "backoffLimit") ?? 6))
        {
            Failure = ("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }
        else if (!IsComplete && Elapsed >= Deadline(job))
        {
            Failure = ("DeadlineExceeded", "Job was active longer than specified deadline");
        }
    }

    public int Active { get; }

    /// <summary>How many pods should run at once now.</summary>
    public int WantedActive { get; }

    public int Succeeded { get; }

    public int Failed { get; }

    public bool IsComplete { get; }

    /// <summary>Why the Job has failed for good; <c>null</c> while it has not.</summary>
    public (string Reason, string Message)? Failure { get; }

    /// <summary>Time since the Job was started.</summary>
    public TimeSpan Elapsed { get; }

    private static TimeSpan Deadline(JsonObject job) =>
        job.Number("spec", "activeDeadlineSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}
