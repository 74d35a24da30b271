using System.Net;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class DeleteTests : ClusterTests
{
    [Fact]
    public async Task Should_say_what_is_not_there()
    {
        var reply = await Cluster.DeleteAsync($"{Deployments}/web");

        reply.ShouldBeRefused(HttpStatusCode.NotFound, "deployments.apps \"web\" not found");
        reply.Body["details"]!["name"]!.GetValue<string>().ShouldBe("web");
        reply.Body["details"]!["group"]!.GetValue<string>().ShouldBe("apps");
    }

    [Fact]
    public async Task Should_say_what_was_deleted()
    {
        var created = await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));

        var reply = await Cluster.DeleteAsync($"{ConfigMaps}/a");

        reply.ShouldBe(HttpStatusCode.OK).Body["status"]!.GetValue<string>().ShouldBe("Success");
        reply.Body["details"]!["uid"]!.GetValue<string>().ShouldBe(created["metadata"]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Should_spare_another_object_than_the_client_means()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));

        var reply = await Cluster.DeleteAsync($"{ConfigMaps}/a", "{preconditions: {uid: another}}");

        reply.ShouldBe(HttpStatusCode.Conflict);
        await Cluster.GetAsync($"{ConfigMaps}/a");
    }

    [Fact]
    public async Task Should_spare_everything_in_a_dry_run()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));

        (await Cluster.DeleteAsync($"{ConfigMaps}/a?dryRun=All")).ShouldBe(HttpStatusCode.OK);
        (await Cluster.DeleteAsync($"{ConfigMaps}/a", "{dryRun: [All]}")).ShouldBe(HttpStatusCode.OK);

        await Cluster.GetAsync($"{ConfigMaps}/a");
    }

    [Fact]
    public async Task Should_keep_an_object_until_its_last_finalizer_is_gone()
    {
        await Cluster.CreateAsync(
            ConfigMaps,
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [example.com/guard]}}"
        );

        var deleted = await Cluster.DeleteAsync($"{ConfigMaps}/a");
        deleted.ShouldBe(HttpStatusCode.OK).Body["metadata"]!["deletionTimestamp"].ShouldNotBeNull();
        await Cluster.GetAsync($"{ConfigMaps}/a");
        await Cluster.PatchAsync(
            $"{ConfigMaps}/a",
            "application/merge-patch+json",
            """{"metadata": {"finalizers": null}}"""
        );

        (await Cluster.SendAsync(HttpMethod.Get, $"{ConfigMaps}/a")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Should_delete_what_a_selector_finds()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a", "{keep: 'no'}"));
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("b", "{keep: 'yes'}"));

        (await Cluster.DeleteAsync($"{ConfigMaps}?labelSelector=keep%3Dno")).ShouldBe(HttpStatusCode.OK);

        var left = await Cluster.GetAsync($"{ConfigMaps}?labelSelector=keep");
        Names(left).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Should_take_what_a_deployment_owns_with_it()
    {
        var pod = await RunDeploymentAsync();

        await Cluster.DeleteAsync($"{Deployments}/web");

        await Cluster.UntilGoneAsync($"{Pods}/{pod}");
        Names(await Cluster.GetAsync(ReplicaSets)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_leave_orphans_where_they_are_asked_for()
    {
        var pod = await RunDeploymentAsync();

        await Cluster.DeleteAsync($"{Deployments}/web", "{propagationPolicy: Orphan}");

        await Cluster.GetAsync($"{Pods}/{pod}");
        var set = (await Cluster.GetAsync(ReplicaSets))["items"]!.AsArray().ShouldHaveSingleItem();
        set!["metadata"]!["ownerReferences"].ShouldBeNull();
    }

    [Fact]
    public async Task Should_delete_what_is_owned_first_in_the_foreground()
    {
        var pod = await RunDeploymentAsync();
        await using var watch = await Cluster.WatchAsync($"{Pods}?watch=true&labelSelector=app%3Dweb");
        await watch.NextNameAsync();

        await Cluster.DeleteAsync($"{Deployments}/web", "{propagationPolicy: Foreground}");

        await Cluster.UntilGoneAsync($"{Deployments}/web");
        (await Cluster.SendAsync(HttpMethod.Get, $"{Pods}/{pod}")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static IEnumerable<string> Names(JsonNode list) =>
        list["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>());

    private async Task<string> RunDeploymentAsync()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web"));
        await Cluster.UntilAsync($"{Deployments}/web", item => item["status"]?["readyReplicas"] is not null);
        return Names(await Cluster.GetAsync(Pods)).Single();
    }
}
