using System.Net;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class ListTests : ClusterTests
{
    [Theory]
    [InlineData("app=web", "a,b")]
    [InlineData("app==web", "a,b")]
    [InlineData("app!=web", "c,d,kube-root-ca.crt")]
    [InlineData("app=web,tier=front", "a")]
    [InlineData("tier in (front,back)", "a,c")]
    [InlineData("tier notin (front, back)", "b,d,kube-root-ca.crt")]
    [InlineData("tier", "a,c")]
    [InlineData("!tier", "b,d,kube-root-ca.crt")]
    [InlineData("app in (web),!tier", "b")]
    [InlineData("", "a,b,c,d,kube-root-ca.crt")]
    public async Task Should_choose_by_labels(string selector, string expected)
    {
        await CreateSomeAsync();

        var list = await Cluster.GetAsync($"{ConfigMaps}?labelSelector={Uri.EscapeDataString(selector)}");

        Names(list).ShouldBe(expected);
    }

    [Theory]
    [InlineData("metadata.name=b", "b")]
    [InlineData("metadata.name!=b", "a,c,d,kube-root-ca.crt")]
    [InlineData("metadata.namespace=default,metadata.name=c", "c")]
    [InlineData("metadata.namespace=kube-system", "")]
    public async Task Should_choose_by_fields(string selector, string expected)
    {
        await CreateSomeAsync();

        var list = await Cluster.GetAsync($"{ConfigMaps}?fieldSelector={Uri.EscapeDataString(selector)}");

        Names(list).ShouldBe(expected);
    }

    [Theory]
    [InlineData("labelSelector=a=%3D%3Db", "unable to parse requirement: a===b")]
    [InlineData("labelSelector=a in b", "unable to parse requirement: a in b")]
    [InlineData("fieldSelector=data.k%3Dv", "field label not supported: data.k")]
    [InlineData("continue=nonsense", "continue key is not valid")]
    public async Task Should_refuse_what_it_does_not_understand(string query, string message)
    {
        var reply = await Cluster.SendAsync(HttpMethod.Get, $"{ConfigMaps}?{query}");

        reply.ShouldBeRefused(HttpStatusCode.BadRequest, message);
    }

    [Fact]
    public async Task Should_hand_out_long_lists_in_pages()
    {
        await CreateSomeAsync();

        var first = await Cluster.GetAsync($"{ConfigMaps}?limit=2");
        var token = first["metadata"]!["continue"]!.GetValue<string>();
        var second = await Cluster.GetAsync($"{ConfigMaps}?limit=10&continue={Uri.EscapeDataString(token)}");

        Names(first).ShouldBe("a,b");
        first["metadata"]!["remainingItemCount"]!.GetValue<int>().ShouldBe(3);
        Names(second).ShouldBe("c,d,kube-root-ca.crt");
        second["metadata"]!["continue"].ShouldBeNull();
    }

    [Fact]
    public async Task Should_list_across_namespaces()
    {
        await Cluster.CreateAsync("api/v1/namespaces/default/configmaps", Manifests.ConfigMap("x", "{mine: 'true'}"));
        await Cluster.CreateAsync(
            "api/v1/namespaces/kube-system/configmaps",
            Manifests.ConfigMap("x", "{mine: 'true'}")
        );

        var list = await Cluster.GetAsync("api/v1/configmaps?labelSelector=mine");

        list["items"]!.AsArray().Count.ShouldBe(2);
        list["kind"]!.GetValue<string>().ShouldBe("ConfigMapList");
    }

    private static string Names(JsonNode list) =>
        string.Join(',', list["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>()));

    private async Task CreateSomeAsync()
    {
        await Cluster.UntilAsync($"{ConfigMaps}/kube-root-ca.crt", _ => true);
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a", "{app: web, tier: front}"));
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("b", "{app: web}"));
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("c", "{app: db, tier: back}"));
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("d"));
    }
}
