using System.Net;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class UpdateTests : ClusterTests
{
    [Fact]
    public async Task Should_refuse_a_version_that_is_not_the_latest()
    {
        var created = await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        await PutAsync(created, item => item["data"]!["k"] = "first");

        var reply = await PutAsync(created, item => item["data"]!["k"] = "second");

        reply.ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again"
        );
        (await Cluster.GetAsync($"{ConfigMaps}/a"))["data"]!["k"]!.GetValue<string>().ShouldBe("first");
    }

    [Fact]
    public async Task Should_take_an_object_without_version()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));

        var reply = await Cluster.SendAsync(HttpMethod.Put, $"{ConfigMaps}/a", Manifests.ConfigMap("a", "{x: y}"));

        reply.ShouldBe(HttpStatusCode.OK).Body["metadata"]!["labels"]!["x"]!.GetValue<string>().ShouldBe("y");
    }

    [Fact]
    public async Task Should_refuse_another_name_than_the_path_has()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));

        var reply = await Cluster.SendAsync(HttpMethod.Put, $"{ConfigMaps}/a", Manifests.ConfigMap("b"));

        reply.ShouldBeRefused(
            HttpStatusCode.BadRequest,
            "the name of the object (b) does not match the name on the URL (a)"
        );
    }

    [Fact]
    public async Task Should_refuse_an_object_that_was_created_anew()
    {
        var first = await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        await Cluster.DeleteAsync($"{ConfigMaps}/a");
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        first["metadata"]!.AsObject().Remove("resourceVersion");

        var reply = await PutAsync(first, _ => { });

        reply.ShouldBe(HttpStatusCode.Conflict);
        reply.Message.ShouldContain("Precondition failed: UID in precondition: ");
    }

    [Fact]
    public async Task Should_keep_the_version_when_nothing_changes()
    {
        var created = await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));

        var same = await PutAsync(created, _ => { });

        same.ShouldBe(HttpStatusCode.OK).Body["metadata"]!["resourceVersion"]!
            .GetValue<string>()
            .ShouldBe(VersionOf(created));
    }

    [Fact]
    public async Task Should_count_generations_by_changes_of_the_spec_alone()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web"));
        await Cluster.UntilAsync($"{Deployments}/web", IsObserved);

        var labelled = await Merge("""{"metadata": {"labels": {"x": "y"}}}""");
        var scaled = await Merge("""{"spec": {"replicas": 2}}""");

        labelled["metadata"]!["generation"]!.GetValue<int>().ShouldBe(1);
        scaled["metadata"]!["generation"]!.GetValue<int>().ShouldBe(2);

        async Task<JsonNode> Merge(string patch) =>
            (await Cluster.PatchAsync($"{Deployments}/web", "application/merge-patch+json", patch))
                .ShouldBe(HttpStatusCode.OK)
                .Body;
    }

    [Fact]
    public async Task Should_leave_the_status_to_those_who_write_the_status()
    {
        await Cluster.CreateAsync(Services, Manifests.Service("web", "web"));

        await Cluster.PatchAsync(
            $"{Services}/web",
            "application/merge-patch+json",
            """{"status": {"loadBalancer": {"ingress": [{"ip": "1.2.3.4"}]}}}"""
        );

        (await Cluster.GetAsync($"{Services}/web"))["status"]!["loadBalancer"]!.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_change_nothing_but_the_status_there()
    {
        const string claim = """
            {apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, spec: {size: 1}}
            """;
        await Cluster.CreateAsync("apis/apiextensions.k8s.io/v1/customresourcedefinitions", Crd);
        await Cluster.UntilAsync(
            "apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com",
            item => item["status"]?["acceptedNames"] is not null
        );
        const string widgets = "apis/example.com/v1/namespaces/default/widgets";
        await Cluster.CreateAsync(widgets, claim);

        await Cluster.PatchAsync(
            $"{widgets}/w/status",
            "application/merge-patch+json",
            """{"spec": {"size": 2}, "status": {"phase": "Ready"}}"""
        );

        var widget = await Cluster.GetAsync($"{widgets}/w");
        widget["spec"]!["size"]!.GetValue<int>().ShouldBe(1);
        widget["status"]!["phase"]!.GetValue<string>().ShouldBe("Ready");
    }

    private const string Crd = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, kind: Widget}
          versions:
          - {name: v1, served: true, storage: true, subresources: {status: {}}, schema: {openAPIV3Schema: {type: object}}}
        """;

    private static bool IsObserved(JsonNode item) => item["status"]?["observedGeneration"] is not null;

    private static string VersionOf(JsonNode item) => item["metadata"]!["resourceVersion"]!.GetValue<string>();

    private Task<Reply> PutAsync(JsonNode item, Action<JsonNode> change)
    {
        var next = item.DeepClone();
        change(next);
        return Cluster.SendAsync(HttpMethod.Put, $"{ConfigMaps}/a", next.ToJsonString(), TestCluster.Json);
    }
}
