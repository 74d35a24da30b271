using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Controllers;

namespace Deploy.Sandbox.Tests.Kubernetes.Controllers;

public sealed class CronJobTests : ClusterTests
{
    private const string CronJobs = "apis/batch/v1/namespaces/default/cronjobs";

    [Theory]
    [InlineData("* * * * *", "2026-01-02T03:05:00Z")]
    [InlineData("*/15 * * * *", "2026-01-02T03:15:00Z")]
    [InlineData("0 3 * * *", "2026-01-03T03:00:00Z")]
    [InlineData("30 1-5/2 * * mon-fri", "2026-01-02T03:30:00Z")]
    [InlineData("0 0 29 feb *", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 13 * 5", "2026-01-09T00:00:00Z")]
    [InlineData("0 0 * * 7", "2026-01-04T00:00:00Z")]
    [InlineData("@monthly", "2026-02-01T00:00:00Z")]
    [InlineData("0 0 31 2 *", null)]
    public void Should_be_due_next(string schedule, string? next) =>
        CronSchedule
            .Parse(schedule)!
            .Next(Clock.GetUtcNow())
            ?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
            .ShouldBe(next);

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * * * never")]
    [InlineData("*/0 * * * *")]
    [InlineData("1--2 * * * *")]
    [InlineData("@sometimes")]
    public void Should_be_no_schedule(string schedule) => CronSchedule.Parse(schedule).ShouldBeNull();

    [Fact]
    public async Task Should_make_a_job_when_it_is_due_and_forget_old_ones()
    {
        await Cluster.CreateAsync(
            CronJobs,
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly}
            spec:
              schedule: "*/5 * * * *"
              successfulJobsHistoryLimit: 1
              jobTemplate:
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: main, image: 'registry.test/job:1'}]
            """
        );
        Clock.Advance(TimeSpan.FromMinutes(5));
        var first = (await Cluster.UntilAnyAsync(Jobs, IsComplete))["metadata"]!["name"]!.GetValue<string>();
        first.ShouldBe("nightly-29455385");

        Clock.Advance(TimeSpan.FromMinutes(5));

        await Cluster.UntilAnyAsync(
            Jobs,
            job => IsComplete(job) && job["metadata"]!["name"]!.GetValue<string>() != first
        );
        await Cluster.UntilGoneAsync($"{Jobs}/{first}");
        (await Cluster.GetAsync($"{CronJobs}/nightly"))["status"]!["lastScheduleTime"]!
            .GetValue<string>()
            .ShouldBe("2026-01-02T03:10:00Z");
    }

    private static bool IsComplete(JsonNode job) => job["status"]?["succeeded"]?.GetValue<int>() == 1;
}
