using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Controllers;

public sealed class JobTests : ClusterTests
{
    private const string Migrate = $"{Jobs}/migrate";

    [Fact]
    public async Task Should_complete()
    {
        await Cluster.CreateAsync(Jobs, Manifests.Job("migrate"));

        var job = await Cluster.UntilAsync(Migrate, item => Has(item, "Complete"));

        job["status"]!["succeeded"]!.GetValue<int>().ShouldBe(1);
        job["status"]!["completionTime"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_run_as_many_pods_as_have_to_succeed()
    {
        await Cluster.CreateAsync(
            Jobs,
            Manifests.Job("migrate", spec: "{completions: 5, parallelism: 2}".Trim('{', '}').Replace(", ", "\n  "))
        );

        var job = await Cluster.UntilAsync(Migrate, item => Has(item, "Complete"));

        job["status"]!["succeeded"]!.GetValue<int>().ShouldBe(5);
    }

    [Fact]
    public async Task Should_fail_when_its_pods_fail_too_often()
    {
        await Cluster.CreateAsync(
            Jobs,
            Manifests.Job(
                "migrate",
                "{sandbox.deploy/outcome: fail, sandbox.deploy/log: 'no such table'}",
                "backoffLimit: 1"
            )
        );

        var job = await Cluster.UntilAsync(Migrate, item => Has(item, "Failed"));

        job["status"]!["failed"]!.GetValue<int>().ShouldBe(2);
        Condition(job, "Failed")["reason"]!.GetValue<string>().ShouldBe("BackoffLimitExceeded");
        var pod = (await Cluster.GetAsync(Pods))["items"]![0]!;
        var log = await Cluster.SendAsync(HttpMethod.Get, $"{Pods}/{pod["metadata"]!["name"]}/log");
        log.Text.ShouldStartWith("no such table\n");
    }

    [Fact]
    public async Task Should_never_end_when_asked_not_to()
    {
        await Cluster.CreateAsync(Jobs, Manifests.Job("migrate", "{sandbox.deploy/outcome: never-ready}"));

        await Cluster.UntilAnyAsync(Pods, pod => pod["status"]?["phase"]?.GetValue<string>() == "Running");
        Clock.Advance(TimeSpan.FromHours(1));

        var job = await Cluster.GetAsync(Migrate);
        Has(job, "Complete").ShouldBeFalse();
        job["status"]!["active"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Should_fail_at_its_deadline()
    {
        await Cluster.CreateAsync(
            Jobs,
            Manifests.Job("migrate", "{sandbox.deploy/outcome: never-ready}", "activeDeadlineSeconds: 30")
        );
        await Cluster.UntilAsync(Migrate, item => item["status"]?["active"] is not null);

        Clock.Advance(TimeSpan.FromSeconds(31));

        var job = await Cluster.UntilAsync(Migrate, item => Has(item, "Failed"));
        Condition(job, "Failed")["reason"]!.GetValue<string>().ShouldBe("DeadlineExceeded");
    }

    [Fact]
    public async Task Should_go_away_after_its_time()
    {
        await Cluster.CreateAsync(Jobs, Manifests.Job("migrate", spec: "ttlSecondsAfterFinished: 60"));
        await Cluster.UntilAsync(Migrate, item => Has(item, "Complete"));

        // Read once more: by then the controller has seen its own change and set the timer.
        await Cluster.UntilAnyAsync(Events, item => item["reason"]!.GetValue<string>() == "Completed");
        Clock.Advance(TimeSpan.FromSeconds(61));

        await Cluster.UntilGoneAsync(Migrate);
    }

    private static bool Has(JsonNode job, string condition) =>
        job["status"]?["conditions"]?.AsArray().Any(one => one!["type"]!.GetValue<string>() == condition) == true;

    private static JsonNode Condition(JsonNode job, string type) =>
        job["status"]!["conditions"]!.AsArray().Single(one => one!["type"]!.GetValue<string>() == type)!;
}
