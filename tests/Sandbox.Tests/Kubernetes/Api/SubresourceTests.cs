using System.Net;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class SubresourceTests : ClusterTests
{
    [Fact]
    public async Task Should_scale_a_deployment()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web"));

        var scaled = await Cluster.PatchAsync(
            $"{Deployments}/web/scale",
            "application/merge-patch+json",
            """{"spec": {"replicas": 3}}"""
        );

        scaled.ShouldBe(HttpStatusCode.OK).Body["kind"]!.GetValue<string>().ShouldBe("Scale");
        await Cluster.UntilAsync($"{Deployments}/web", item => item["status"]?["readyReplicas"]?.GetValue<int>() == 3);
        var scale = await Cluster.GetAsync($"{Deployments}/web/scale");
        scale["status"]!["replicas"]!.GetValue<int>().ShouldBe(3);
        scale["status"]!["selector"]!.GetValue<string>().ShouldBe("app=web");
    }

    [Fact]
    public async Task Should_not_scale_below_nothing()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web"));

        var reply = await Cluster.PatchAsync(
            $"{Deployments}/web/scale",
            "application/merge-patch+json",
            """{"spec": {"replicas": -1}}"""
        );

        reply.ShouldBe(HttpStatusCode.UnprocessableEntity).Message.ShouldContain("spec.replicas: Invalid value: -1");
    }

    [Fact]
    public async Task Should_evict_a_pod()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web"));

        var reply = await Cluster.PostAsync($"{Pods}/web/eviction", "{metadata: {name: web}}");

        reply.ShouldBe(HttpStatusCode.Created);
        await Cluster.UntilGoneAsync($"{Pods}/web");
    }

    [Fact]
    public async Task Should_say_that_there_is_nothing_to_run_commands_in()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web"));

        var reply = await Cluster.PostAsync($"{Pods}/web/exec?command=ls", "{}");

        reply.ShouldBe(HttpStatusCode.NotImplemented).Message.ShouldContain("does not run containers");
    }
}
