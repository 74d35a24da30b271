using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>
/// Makes a Job whenever a CronJob is due, by UTC. What was due while the platform was not running is made up for once,
/// unless its <c>startingDeadlineSeconds</c> are over.
/// </summary>
internal sealed class CronJobController(ControllerContext context) : IController
{
    private const string Resource = "cronjobs.batch";
    private const string Component = "cronjob-controller";

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            JobController.Resource => PodState.ControllerOf(change.Object, "CronJob", Resource),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsBeingDeleted: false } cron)
        {
            return;
        }

        var jobs = context.OwnedBy(cron, JobController.Resource);
        Forget(cron, jobs);
        WriteActive(cron, [.. jobs.Where(job => !IsOver(job))]);
        if (cron.Json.Flag("spec", "suspend"))
        {
            return;
        }

        if (CronSchedule.Parse(cron.Json.Text("spec", "schedule") ?? "") is not { } schedule)
        {
            context.Events.Warn(
                cron,
                "UnparseableSchedule",
                $"unparseable schedule \"{cron.Json.Text("spec", "schedule")}\"",
                Component
            );
            return;
        }

        if (LastDue(cron, schedule) is { } due)
        {
            Start(cron, jobs, due);
        }

        if (schedule.Next(context.Clock.Now) is { } next)
        {
            context.After(this, key, next - context.Clock.Now);
        }
    }

    private DateTimeOffset? LastDue(StoredObject cron, CronSchedule schedule)
    {
        var now = context.Clock.Now;
        var since =
            cron.Json.Text("status", "lastScheduleTime") ?? cron.Json.Text("metadata", "creationTimestamp") ?? "";
        if (!DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out var from))
        {
            return null;
        }

        if (cron.Json.Number("spec", "startingDeadlineSeconds") is { } seconds && now.AddSeconds(-seconds) > from)
        {
            from = now.AddSeconds(-seconds);
        }

        DateTimeOffset? last = null;
        // After a long rest, only the last one counts: that it is found must not take long either.
        for (
            var due = schedule.Next(now - from > TimeSpan.FromDays(1) ? now.AddDays(-1) : from);
            due <= now;
            due = schedule.Next(due.Value)
        )
        {
            last = due;
        }

        return last;
    }

    private void Start(StoredObject cron, IReadOnlyList<StoredObject> jobs, DateTimeOffset due)
    {
        var active = jobs.Where(job => !IsOver(job)).ToList();
        var policy = cron.Json.Text("spec", "concurrencyPolicy");
        if (policy == "Forbid" && active.Count > 0)
        {
            context.Events.Note(
                cron,
                "JobAlreadyActive",
                "Not starting job because prior execution is running and concurrency policy is Forbid",
                Component
            );
            return;
        }

        foreach (var job in policy == "Replace" ? active : [])
        {
            context.Delete(job.Key);
        }

        var name = $"{cron.Key.Name}-{due.ToUnixTimeSeconds() / 60}";
        if (context.Store.Find(new ObjectKey(JobController.Resource, cron.Key.Namespace, name)) is null)
        {
            context.Writer.Create(
                context.Kind(JobController.Resource),
                cron.Key.Namespace,
                NewJob(cron, name),
                WriteOptions.Controller
            );
            context.Events.Note(cron, "SuccessfulCreate", $"Created job {name}", Component);
        }

        context.Writer.UpdateStatus(cron.Key, status => status["lastScheduleTime"] = ServerClock.Format(due));
    }

    private static JsonObject NewJob(StoredObject cron, string name)
    {
        var template = cron.Json.Object("spec", "jobTemplate") ?? [];
        var job = new JsonObject { ["apiVersion"] = "batch/v1", ["kind"] = "Job" };
        job["metadata"] = template.Object("metadata")?.Copy() ?? [];
        job.Ensure("metadata")["name"] = name;
        OwnerReferences.SetController(job, cron);
        job["spec"] = template.At("spec").CopyOrNull() ?? new JsonObject();
        return job;
    }

    private void Forget(StoredObject cron, IReadOnlyList<StoredObject> jobs)
    {
        Keep("Complete", cron.Json.Number("spec", "successfulJobsHistoryLimit") ?? 3);
        Keep("Failed", cron.Json.Number("spec", "failedJobsHistoryLimit") ?? 1);

        void Keep(string condition, long limit)
        {
            var over = jobs.Where(job => Conditions.IsTrue(job.Json.Object("status"), condition))
                .OrderByDescending(job => job.Json.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
                .Skip((int)limit);
            foreach (var job in over)
            {
                context.Delete(job.Key);
            }
        }
    }

    private void WriteActive(StoredObject cron, IReadOnlyList<StoredObject> active) =>
        context.Writer.UpdateStatus(
            cron.Key,
            status =>
            {
                if (active.Count == 0)
                {
                    status.Remove("active");
                    return;
                }

                status["active"] = new JsonArray([
                    .. active.Select(job => new JsonObject
                    {
                        ["apiVersion"] = "batch/v1",
                        ["kind"] = "Job",
                        ["name"] = job.Key.Name,
                        ["namespace"] = job.Key.Namespace,
                        ["uid"] = job.Uid,
                    }),
                ]);
            }
        );

    private static bool IsOver(StoredObject job) =>
        Conditions.IsTrue(job.Json.Object("status"), "Complete")
        || Conditions.IsTrue(job.Json.Object("status"), "Failed");
}
