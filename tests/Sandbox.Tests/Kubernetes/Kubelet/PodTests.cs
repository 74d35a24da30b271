using System.Net;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Kubelet;

public sealed class PodTests : ClusterTests
{
    private const string Web = $"{Pods}/web";

    protected override bool? ImageExists(string image) =>
        image.StartsWith("local.test/", StringComparison.Ordinal) ? image == "local.test/pushed:1" : null;

    [Fact]
    public async Task Should_be_ready()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web"));

        var pod = await Cluster.UntilAsync(Web, IsReady);

        pod["status"]!["phase"]!.GetValue<string>().ShouldBe("Running");
        pod["spec"]!["nodeName"]!.GetValue<string>().ShouldBe("sandbox");
        pod["status"]!["podIP"]!.GetValue<string>().ShouldStartWith("10.244.");
        (await LogAsync()).ShouldBe(
            "The embedded platform does not run containers. In a real cluster this one would have run:\nregistry.test/web:1 (the image's own command)\n"
        );
        (await ReasonsAsync()).ShouldBe(["Scheduled", "Pulled", "Created", "Started"]);
    }

    [Fact]
    public async Task Should_start_slowly()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", "{sandbox.deploy/start-after: 2s}"));
        var pod = await Cluster.UntilAsync(Web, item => Phase(item) == "Running");
        IsReady(pod).ShouldBeFalse();

        Clock.Advance(TimeSpan.FromSeconds(2));

        await Cluster.UntilAsync(Web, IsReady);
    }

    [Fact]
    public async Task Should_never_be_ready()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", "{sandbox.deploy/outcome: never-ready}"));

        await Cluster.UntilAnyAsync(Events, item => Reason(item) == "Unhealthy");
        Clock.Advance(TimeSpan.FromHours(1));

        var pod = await Cluster.GetAsync(Web);
        Phase(pod).ShouldBe("Running");
        IsReady(pod).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{sandbox.deploy/outcome: crash-loop}", "registry.test/web:1")]
    [InlineData("{}", "registry.test/web:crash")]
    public async Task Should_crash_again_and_again(string annotations, string image)
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", annotations, image));

        var pod = await Cluster.UntilAsync(
            Web,
            item => Waiting(item)?["reason"]?.GetValue<string>() == "CrashLoopBackOff"
        );
        var container = Container(pod);
        container["restartCount"]!.GetValue<int>().ShouldBe(1);
        container["lastState"]!["terminated"]!["exitCode"]!.GetValue<int>().ShouldBe(1);
        Waiting(pod)!["message"]!
            .GetValue<string>()
            .ShouldStartWith("back-off 10s restarting failed container=main pod=web_default(");
        Clock.Advance(TimeSpan.FromSeconds(11));

        pod = await Cluster.UntilAsync(Web, item => Container(item)["restartCount"]!.GetValue<int>() == 2);
        Waiting(pod)!["message"]!.GetValue<string>().ShouldStartWith("back-off 20s");
        var backOff = await Cluster.UntilAnyAsync(Events, item => Reason(item) == "BackOff");
        backOff["message"]!
            .GetValue<string>()
            .ShouldStartWith("Back-off restarting failed container main in pod web_default(");
    }

    [Theory]
    [InlineData("{sandbox.deploy/outcome: image-pull}", "registry.test/web:1")]
    [InlineData("{}", "registry.test/web:no-such-tag")]
    [InlineData("{}", "local.test/forgotten:1")]
    public async Task Should_not_find_its_image(string annotations, string image)
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", annotations, image));

        var pod = await Cluster.UntilAsync(Web, item => Waiting(item) is not null);

        Waiting(pod)!["reason"]!.GetValue<string>().ShouldBe("ImagePullBackOff");
        Phase(pod).ShouldBe("Pending");
        var pull = await Cluster.UntilAnyAsync(Events, item => Reason(item) == "Failed");
        pull["message"]!.GetValue<string>().ShouldStartWith($"Failed to pull image \"{image}\": ");
        pull["involvedObject"]!["fieldPath"]!.GetValue<string>().ShouldBe("spec.containers{main}");
        (await Cluster.SendAsync(HttpMethod.Get, $"{Web}/log")).ShouldBeRefused(
            HttpStatusCode.BadRequest,
            "container \"main\" in pod \"web\" is waiting to start: trying and failing to pull image"
        );
    }

    [Fact]
    public async Task Should_find_an_image_that_was_pushed()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", image: "local.test/pushed:1"));

        await Cluster.UntilAsync(Web, IsReady);
    }

    [Fact]
    public async Task Should_fit_on_no_node()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", "{sandbox.deploy/outcome: unschedulable}"));

        var failed = await Cluster.UntilAnyAsync(Events, item => Reason(item) == "FailedScheduling");

        failed["message"]!.GetValue<string>().ShouldStartWith("0/1 nodes are available: 1 Insufficient cpu.");
        var pod = await Cluster.GetAsync(Web);
        Phase(pod).ShouldBe("Pending");
        pod["status"]!["conditions"]![0]!["reason"]!.GetValue<string>().ShouldBe("Unschedulable");
    }

    [Fact]
    public async Task Should_run_to_completion()
    {
        await Cluster.CreateAsync(
            Pods,
            Manifests.Pod("web", "{sandbox.deploy/log: \"checked\\n3 pages\"}", restartPolicy: "Never")
        );

        var pod = await Cluster.UntilAsync(Web, item => Phase(item) == "Succeeded");

        Container(pod)["state"]!["terminated"]!["reason"]!.GetValue<string>().ShouldBe("Completed");
        (await LogAsync()).ShouldBe("checked\n3 pages\n");
    }

    [Fact]
    public async Task Should_be_seen_running_before_it_ends()
    {
        await using var watch = await Cluster.WatchAsync($"{Pods}?watch=true");
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", restartPolicy: "Never"));

        var phases = new List<string>();
        while (phases.LastOrDefault() != "Succeeded")
        {
            phases.Add(Phase((await watch.NextAsync(CancellationToken.None))["object"]!));
        }

        phases.Distinct().ShouldBe(["Pending", "Running", "Succeeded"]);
    }

    [Fact]
    public async Task Should_take_its_time_to_complete()
    {
        await Cluster.CreateAsync(
            Pods,
            Manifests.Pod("web", "{sandbox.deploy/start-after: 500ms}", restartPolicy: "Never")
        );
        await Cluster.UntilAsync(Web, item => Phase(item) == "Running");

        Clock.Advance(TimeSpan.FromMilliseconds(500));

        await Cluster.UntilAsync(Web, item => Phase(item) == "Succeeded");
    }

    [Fact]
    public async Task Should_fail()
    {
        await Cluster.CreateAsync(
            Pods,
            Manifests.Pod(
                "web",
                "{sandbox.deploy/outcome: fail, sandbox.deploy/log: no connection}",
                restartPolicy: "Never"
            )
        );

        var pod = await Cluster.UntilAsync(Web, item => Phase(item) == "Failed");

        Container(pod)["state"]!["terminated"]!["exitCode"]!.GetValue<int>().ShouldBe(1);
        (await LogAsync()).ShouldBe("no connection\nexit code 1, as the pod's annotation or image tag asks\n");
    }

    [Theory]
    [InlineData("envFrom: [{configMapRef: {name: settings}}]", "configmap \"settings\" not found")]
    [InlineData(
        "env: [{name: A, valueFrom: {secretKeyRef: {name: settings, key: a}}}]",
        "secret \"settings\" not found"
    )]
    public async Task Should_wait_for_its_environment(string environment, string message)
    {
        await Cluster.CreateAsync(Pods, $"{Manifests.Pod("web")}\n    {environment}");

        var pod = await Cluster.UntilAsync(
            Web,
            item => Waiting(item)?["reason"]?.GetValue<string>() == "CreateContainerConfigError"
        );

        Waiting(pod)!["message"]!.GetValue<string>().ShouldBe(message);
        await Cluster.CreateAsync(ConfigMaps, "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}");
        await Cluster.CreateAsync(
            Secrets,
            "{apiVersion: v1, kind: Secret, metadata: {name: settings}, stringData: {a: b}}"
        );
        await Cluster.UntilAsync(Web, IsReady);
    }

    [Fact]
    public async Task Should_wait_for_its_volumes()
    {
        await Cluster.CreateAsync(
            Pods,
            $"{Manifests.Pod("web")}\n  volumes: [{{name: v, secret: {{secretName: tls}}}}]"
        );

        var failed = await Cluster.UntilAnyAsync(Events, item => Reason(item) == "FailedMount");

        failed["message"]!
            .GetValue<string>()
            .ShouldBe("MountVolume.SetUp failed for volume \"v\" : secret \"tls\" not found");
        await Cluster.CreateAsync(Secrets, "{apiVersion: v1, kind: Secret, metadata: {name: tls}}");
        await Cluster.UntilAsync(Web, IsReady);
    }

    [Fact]
    public async Task Should_run_its_init_containers_first()
    {
        await Cluster.CreateAsync(
            Pods,
            $"{Manifests.Pod("web")}\n  initContainers: [{{name: first, image: 'registry.test/init:1'}}]"
        );

        var pod = await Cluster.UntilAsync(Web, IsReady);

        pod["status"]!["initContainerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Should_not_start_before_its_init_containers_are_done()
    {
        await Cluster.CreateAsync(
            Pods,
            $"{Manifests.Pod("web")}\n  initContainers: [{{name: first, image: 'registry.test/init:no-such-tag'}}]"
        );

        var pod = await Cluster.UntilAsync(Web, item => Waiting(item) is not null);

        Waiting(pod)!["reason"]!.GetValue<string>().ShouldBe("PodInitializing");
        pod["status"]!["initContainerStatuses"]![0]!["state"]!["waiting"]!["reason"]!
            .GetValue<string>()
            .ShouldBe("ImagePullBackOff");
    }

    [Fact]
    public async Task Should_give_the_end_of_a_log()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", "{sandbox.deploy/log: \"a\\nb\\nc\"}"));
        await Cluster.UntilAsync(Web, IsReady);

        (await LogAsync("?tailLines=2")).ShouldBe("b\nc\n");
        (await LogAsync("?limitBytes=3")).ShouldBe("a\nb");
        (await LogAsync("?container=main&timestamps=true&tailLines=1")).ShouldBe("2026-01-02T03:04:05Z c\n");
    }

    [Fact]
    public async Task Should_follow_a_log_until_the_pod_is_gone()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", "{sandbox.deploy/log: hello}"));
        await Cluster.UntilAsync(Web, IsReady);
        using var response = await Cluster.Http.GetAsync(
            $"{Web}/log?follow=true",
            HttpCompletionOption.ResponseHeadersRead
        );
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldBe("hello");

        await Cluster.DeleteAsync(Web);

        (await reader.ReadLineAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("?container=other", "container other is not valid for pod web")]
    [InlineData("?previous=true", "previous terminated container \"main\" in pod \"web\" not found")]
    public async Task Should_say_which_log_there_is_not(string query, string message)
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web"));
        await Cluster.UntilAsync(Web, IsReady);

        (await Cluster.SendAsync(HttpMethod.Get, $"{Web}/log{query}")).ShouldBeRefused(
            HttpStatusCode.BadRequest,
            message
        );
    }

    [Fact]
    public async Task Should_show_itself_terminating_before_it_is_gone()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web"));
        await Cluster.UntilAsync(Web, IsReady);

        var reply = await Cluster.DeleteAsync(Web);

        reply.ShouldBe(HttpStatusCode.OK).Body["metadata"]!["deletionTimestamp"].ShouldNotBeNull();
        await Cluster.UntilGoneAsync(Web);
    }

    private static bool IsReady(JsonNode pod) =>
        pod["status"]
            ?["conditions"]?.AsArray()
            .Any(one => one!["type"]!.GetValue<string>() == "Ready" && one["status"]!.GetValue<string>() == "True")
        == true;

    private static string Phase(JsonNode pod) => pod["status"]!["phase"]!.GetValue<string>();

    private static JsonNode Container(JsonNode pod) => pod["status"]!["containerStatuses"]![0]!;

    private static JsonNode? Waiting(JsonNode pod) => pod["status"]?["containerStatuses"]?[0]?["state"]?["waiting"];

    private static string Reason(JsonNode item) => item["reason"]!.GetValue<string>();

    private async Task<string> LogAsync(string query = "") =>
        (await Cluster.SendAsync(HttpMethod.Get, $"{Web}/log{query}")).ShouldBe(HttpStatusCode.OK).Text;

    private async Task<IEnumerable<string>> ReasonsAsync() =>
        (await Cluster.GetAsync($"{Events}?fieldSelector=involvedObject.name%3Dweb"))["items"]!
            .AsArray()
            .Select(item => Reason(item!));
}
