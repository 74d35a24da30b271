using System.Net;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Controllers;

public sealed class DeploymentTests : ClusterTests
{
    private const string Web = $"{Deployments}/web";

    [Fact]
    public async Task Should_bring_up_as_many_pods_as_asked_for()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web", replicas: 3));

        var status = (await ReadyAsync(3))["status"]!;

        status["replicas"]!.GetValue<int>().ShouldBe(3);
        status["updatedReplicas"]!.GetValue<int>().ShouldBe(3);
        Condition(status, "Available")["reason"]!.GetValue<string>().ShouldBe("MinimumReplicasAvailable");
        Condition(status, "Progressing")["reason"]!.GetValue<string>().ShouldBe("NewReplicaSetAvailable");
        (await PodsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Should_replace_its_pods_when_the_template_changes()
    {
        await RunAsync();
        var before = await PodsAsync();

        await SetImageAsync("registry.test/web:2");
        await Cluster.UntilAsync(Web, IsComplete);

        var after = await PodsAsync();
        after.Count.ShouldBe(2);
        after.Select(Name).Intersect(before.Select(Name)).ShouldBeEmpty();
        after.ShouldAllBe(pod => pod["spec"]!["containers"]![0]!["image"]!.GetValue<string>() == "registry.test/web:2");
    }

    [Fact]
    public async Task Should_keep_the_old_pods_while_new_ones_do_not_get_ready()
    {
        await RunAsync();

        await SetImageAsync("registry.test/web:no-such-tag");
        await Cluster.UntilAsync(
            Web,
            item => item["status"]!["unavailableReplicas"] is not null && item["status"]!["updatedReplicas"] is not null
        );

        var status = (await Cluster.GetAsync(Web))["status"]!;
        status["availableReplicas"]!.GetValue<int>().ShouldBe(2);
        Condition(status, "Available")["status"]!.GetValue<string>().ShouldBe("True");
    }

    [Fact]
    public async Task Should_give_up_at_its_deadline()
    {
        await Cluster.CreateAsync(
            Deployments,
            Manifests.Deployment(
                "web",
                annotations: "{sandbox.deploy/outcome: never-ready}",
                spec: "progressDeadlineSeconds: 60"
            )
        );
        await Cluster.UntilAsync(Web, item => item["status"]?["updatedReplicas"] is not null);

        Clock.Advance(TimeSpan.FromSeconds(61));

        var stuck = await Cluster.UntilAsync(
            Web,
            item =>
                Condition(item["status"]!, "Progressing")["reason"]!.GetValue<string>() == "ProgressDeadlineExceeded"
        );
        Condition(stuck["status"]!, "Progressing")["status"]!.GetValue<string>().ShouldBe("False");
    }

    [Fact]
    public async Task Should_number_its_revisions_and_keep_them()
    {
        await RunAsync();
        await SetImageAsync("registry.test/web:2");
        await Cluster.UntilAsync(Web, IsComplete);

        // Back to the first template: the old ReplicaSet returns, as the newest revision.
        await SetImageAsync("registry.test/web:1");
        var deployment = await Cluster.UntilAsync(Web, item => IsComplete(item) && RevisionOf(item) == "3");

        RevisionOf(deployment).ShouldBe("3");
        var sets = (await Cluster.GetAsync(ReplicaSets))["items"]!.AsArray();
        sets.Select(set => RevisionOf(set!)).Order().ShouldBe(["2", "3"]);
    }

    [Fact]
    public async Task Should_forget_revisions_beyond_its_limit()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web", spec: "revisionHistoryLimit: 1"));
        for (var tag = 2; tag <= 4; tag++)
        {
            await SetImageAsync($"registry.test/web:{tag}");
            await Cluster.UntilAsync(Web, IsComplete);
        }

        await Cluster.UntilAnyAsync(ReplicaSets, set => RevisionOf(set) == "4");
        var left = (await Cluster.GetAsync(ReplicaSets))["items"]!.AsArray().Select(set => RevisionOf(set!));
        left.Order().ShouldBe(["3", "4"]);
    }

    [Fact]
    public async Task Should_end_all_old_pods_first_when_it_recreates()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web", spec: "strategy: {type: Recreate}"));
        await ReadyAsync(1);
        await using var watch = await Cluster.WatchAsync($"{Pods}?watch=true&labelSelector=app%3Dweb");
        var old = (await watch.NextNameAsync()).Split(' ')[1];

        await SetImageAsync("registry.test/web:2");

        var events = new List<string>();
        while (events.LastOrDefault()?.StartsWith("ADDED", StringComparison.Ordinal) != true)
        {
            events.Add(await watch.NextNameAsync());
        }

        events.ShouldContain($"DELETED {old}");
    }

    [Fact]
    public async Task Should_roll_nothing_out_while_it_is_paused()
    {
        await RunAsync();
        await Cluster.PatchAsync(Web, "application/merge-patch+json", """{"spec": {"paused": true}}""");

        await SetImageAsync("registry.test/web:2");
        await Cluster.UntilAsync(Web, item => item["status"]!["observedGeneration"]!.GetValue<int>() == 3);

        (await Cluster.GetAsync(ReplicaSets))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_replace_a_pod_that_is_deleted()
    {
        await RunAsync();
        var gone = Name((await PodsAsync())[0]);

        (await Cluster.DeleteAsync($"{Pods}/{gone}")).ShouldBe(HttpStatusCode.OK);
        await Cluster.UntilGoneAsync($"{Pods}/{gone}");

        await ReadyAsync(2);
        (await PodsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Should_say_why_no_pods_can_be_created()
    {
        await Cluster.CreateAsync(
            Deployments,
            Manifests.Deployment("web", annotations: "{sandbox.deploy/outcome: quota}")
        );

        var failed = await Cluster.UntilAsync(
            Web,
            item => item["status"]?["conditions"]?.AsArray().Any(one => Type(one!) == "ReplicaFailure") == true
        );

        Condition(failed["status"]!, "ReplicaFailure")["message"]!.GetValue<string>().ShouldContain("exceeded quota");
        await Cluster.UntilAnyAsync(Events, item => item["reason"]!.GetValue<string>() == "FailedCreate");
    }

    [Fact]
    public async Task Should_say_that_its_service_account_is_missing()
    {
        await Cluster.CreateAsync(
            Deployments,
            Manifests.Deployment("web").Replace("containers:", "serviceAccountName: robot\n      containers:")
        );

        var refused = await Cluster.UntilAnyAsync(Events, item => item["reason"]!.GetValue<string>() == "FailedCreate");

        refused["message"]!
            .GetValue<string>()
            .ShouldContain("error looking up service account default/robot: serviceaccount \"robot\" not found");
    }

    private static bool IsComplete(JsonNode item)
    {
        var (wanted, status) = (item["spec"]!["replicas"]!.GetValue<int>(), item["status"]!);
        return status["observedGeneration"]?.GetValue<int>() == item["metadata"]!["generation"]!.GetValue<int>()
            && status["updatedReplicas"]?.GetValue<int>() == wanted
            && status["replicas"]?.GetValue<int>() == wanted
            && status["availableReplicas"]?.GetValue<int>() == wanted;
    }

    private static string Name(JsonNode item) => item["metadata"]!["name"]!.GetValue<string>();

    private static string Type(JsonNode condition) => condition["type"]!.GetValue<string>();

    private static JsonNode Condition(JsonNode status, string type) =>
        status["conditions"]!.AsArray().Single(condition => Type(condition!) == type)!;

    private static string RevisionOf(JsonNode item) =>
        item["metadata"]!["annotations"]!["deployment.kubernetes.io/revision"]!.GetValue<string>();

    private async Task RunAsync()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web", replicas: 2));
        await ReadyAsync(2);
    }

    private Task<JsonNode> ReadyAsync(int count) =>
        Cluster.UntilAsync(Web, item => IsComplete(item) && item["status"]!["readyReplicas"]!.GetValue<int>() == count);

    private async Task<List<JsonNode>> PodsAsync() =>
        [.. (await Cluster.GetAsync($"{Pods}?labelSelector=app%3Dweb"))["items"]!.AsArray().Select(pod => pod!)];

    private Task<Reply> SetImageAsync(string image) =>
        Cluster.PatchAsync(
            Web,
            "application/strategic-merge-patch+json",
            $"{{\"spec\": {{\"template\": {{\"spec\": {{\"containers\": [{{\"name\": \"main\", \"image\": \"{image}\"}}]}}}}}}}}"
        );
}
