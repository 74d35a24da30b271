using System.Net;

namespace Deploy.Sandbox.Tests.Kubernetes.Controllers;

public sealed class NamespaceTests : ClusterTests
{
    [Fact]
    public async Task Should_furnish_a_new_namespace()
    {
        await CreateAsync();

        await Cluster.UntilAsync("api/v1/namespaces/prod/serviceaccounts/default", _ => true);
        await Cluster.UntilAsync("api/v1/namespaces/prod/configmaps/kube-root-ca.crt", _ => true);
    }

    [Fact]
    public async Task Should_take_everything_in_it_along_when_deleted()
    {
        await CreateAsync();
        await Cluster.CreateAsync("apis/apps/v1/namespaces/prod/deployments", Manifests.Deployment("web"));
        await Cluster.CreateAsync("api/v1/namespaces/prod/configmaps", Manifests.ConfigMap("a"));

        var reply = await Cluster.DeleteAsync($"{Namespaces}/prod");

        reply.ShouldBe(HttpStatusCode.OK).Body["status"]!["phase"]!.GetValue<string>().ShouldBe("Terminating");
        await Cluster.UntilGoneAsync($"{Namespaces}/prod");
        (await Cluster.GetAsync("apis/apps/v1/deployments"))["items"]!.AsArray().ShouldBeEmpty();
        (await Cluster.GetAsync("api/v1/namespaces/prod/pods"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_take_nothing_new_while_it_is_deleted()
    {
        await CreateAsync();
        await Cluster.CreateAsync(
            "api/v1/namespaces/prod/configmaps",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: guarded, finalizers: [example.com/guard]}}"
        );
        await Cluster.DeleteAsync($"{Namespaces}/prod");

        var reply = await Cluster.PostAsync("api/v1/namespaces/prod/configmaps", Manifests.ConfigMap("a"));

        reply.ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "configmaps \"a\" is forbidden: unable to create new content in namespace prod because it is being terminated"
        );
        await Cluster.PatchAsync(
            "api/v1/namespaces/prod/configmaps/guarded",
            "application/merge-patch+json",
            """{"metadata": {"finalizers": null}}"""
        );
        await Cluster.UntilGoneAsync($"{Namespaces}/prod");
    }

    private Task CreateAsync() =>
        Cluster.CreateAsync(Namespaces, "{apiVersion: v1, kind: Namespace, metadata: {name: prod}}");
}
