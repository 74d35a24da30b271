using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Runs the pods of Jobs until enough have succeeded or too many have failed.</summary>
internal sealed class JobController(ControllerContext context) : IController
{
    public const string Resource = "jobs.batch";

    private const string Component = "job-controller";

    private readonly PodFactory _pods = new(context, Component);

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            PodState.Resource => PodState.ControllerOf(change.Object, "Job", Resource),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsBeingDeleted: false } job)
        {
            return;
        }

        if (IsOver(job.Json))
        {
            Expire(job);
            return;
        }

        var pods = context.OwnedBy(job, PodState.Resource);
        var progress = new JobProgress(job.Json, pods, context.Clock.Now);
        if (progress.Failure is null && !progress.IsComplete && !job.Json.Flag("spec", "suspend"))
        {
            Run(job, progress);
        }
        else if (progress.Failure is not null || job.Json.Flag("spec", "suspend"))
        {
            Stop(pods);
        }

        WriteStatus(job, progress);
    }

    private static bool IsOver(JsonObject job) =>
        Conditions.IsTrue(job.Object("status"), "Complete") || Conditions.IsTrue(job.Object("status"), "Failed");

    private void Run(StoredObject job, JobProgress progress)
    {
        for (var count = progress.Active; count < progress.WantedActive; count++)
        {
            var pod = PodTemplate.NewPod(job, PodTemplate.Of(job.Json));
            pod.Ensure("metadata")["generateName"] = $"{job.Key.Name}-";
            if (_pods.TryCreate(job, pod, out _) is null)
            {
                return;
            }
        }

        if (job.Json.Number("spec", "activeDeadlineSeconds") is { } seconds)
        {
            context.After(this, job.Key, TimeSpan.FromSeconds(seconds) - progress.Elapsed);
        }
    }

    private void Stop(IReadOnlyList<StoredObject> pods)
    {
        foreach (var pod in pods.Where(pod => pod.IsActive()))
        {
            context.Delete(pod.Key);
        }
    }

    private void WriteStatus(StoredObject job, JobProgress progress)
    {
        var now = context.Clock.Timestamp;
        context.Writer.UpdateStatus(
            job.Key,
            status =>
            {
                status.Default("startTime", now);
                var active = context.OwnedBy(job, PodState.Resource).Where(pod => pod.IsActive()).ToList();
                Count(status, "active", active.Count);
                Count(status, "ready", active.Count(pod => pod.IsReady()));
                Count(status, "succeeded", progress.Succeeded);
                Count(status, "failed", progress.Failed);
                status["terminating"] = 0;
                if (progress.IsComplete)
                {
                    const string message = "Reached expected number of succeeded pods";
                    Conclude(status, "SuccessCriteriaMet", "CompletionsReached", message);
                    Conclude(status, "Complete", "CompletionsReached", message);
                    status["completionTime"] = now;
                    context.Events.Note(job, "Completed", "Job completed", Component);
                }
                else if (progress.Failure is { } failure)
                {
                    Conclude(status, "FailureTarget", failure.Reason, failure.Message);
                    Conclude(status, "Failed", failure.Reason, failure.Message);
                    context.Events.Warn(job, failure.Reason, failure.Message, Component);
                }
            }
        );
    }

    private void Conclude(JsonObject status, string type, string reason, string message) =>
        Conditions.Set(status, type, true, context.Clock.Timestamp, reason, message)["lastProbeTime"] = context
            .Clock
            .Timestamp;

    private static void Count(JsonObject status, string name, int count)
    {
        if (count == 0)
        {
            status.Remove(name);
        }
        else
        {
            status[name] = count;
        }
    }

    private void Expire(StoredObject job)
    {
        if (job.Json.Number("spec", "ttlSecondsAfterFinished") is not { } seconds)
        {
            return;
        }

        var ended = job.Json.Items("status", "conditions").Select(one => one.Text("lastTransitionTime")).Max();
        var left = DateTimeOffset.Parse(ended!, CultureInfo.InvariantCulture).AddSeconds(seconds) - context.Clock.Now;
        if (left <= TimeSpan.Zero)
        {
            context.Delete(job.Key, new DeleteOptions { Propagation = Propagation.Foreground });
        }
        else
        {
            context.After(this, job.Key, left);
        }
    }
}
