using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Controllers;

public sealed class ServiceTests : ClusterTests
{
    private const string Endpoints = "api/v1/namespaces/default/endpoints/web";
    private const string Ingresses = "apis/networking.k8s.io/v1/namespaces/default/ingresses";

    [Fact]
    public async Task Should_list_the_pods_behind_it_by_readiness()
    {
        await Cluster.CreateAsync(Services, Manifests.Service("web", "web"));
        await Cluster.CreateAsync(
            Deployments,
            Manifests.Deployment("web", annotations: "{sandbox.deploy/start-after: 2s}")
        );

        await Cluster.UntilAsync(Endpoints, item => Subset(item)?["notReadyAddresses"] is not null);
        Clock.Advance(TimeSpan.FromSeconds(3));
        var ready = await Cluster.UntilAsync(Endpoints, item => Subset(item)?["addresses"] is not null);

        // The name of the port is looked up in the container.
        ready["subsets"]![0]!["ports"]![0]!["port"]!.GetValue<int>().ShouldBe(8000);
        var slices = await Cluster.GetAsync("apis/discovery.k8s.io/v1/namespaces/default/endpointslices");
        slices["items"]![0]!["endpoints"]![0]!["addresses"]![0]!.GetValue<string>().ShouldStartWith("10.244.");
    }

    [Fact]
    public async Task Should_give_a_load_balancer_an_address()
    {
        await Cluster.CreateAsync(
            Services,
            Manifests.Service("web", "web").Replace("selector", "type: LoadBalancer\n  selector")
        );

        var service = await Cluster.UntilAsync(
            $"{Services}/web",
            item => item["status"]?["loadBalancer"]?["ingress"] is not null
        );

        Address(service).ShouldBe("web.default.dev-e1-1.elb.localhost");
        service["spec"]!["ports"]![0]!["nodePort"]!.GetValue<int>().ShouldBeInRange(30000, 32767);
    }

    [Fact]
    public async Task Should_give_an_ingress_an_address_unless_an_annotation_says_otherwise()
    {
        await Cluster.CreateAsync(Ingresses, Ingress("never", "{sandbox.deploy/outcome: no-address}"));
        await Cluster.CreateAsync(Ingresses, Ingress("web", "{}"));

        var ingress = await Cluster.UntilAsync(
            $"{Ingresses}/web",
            item => item["status"]?["loadBalancer"]?["ingress"] is not null
        );

        Address(ingress).ShouldBe("web.default.dev-e1-1.elb.localhost");
        var never = await Cluster.GetAsync($"{Ingresses}/never");
        never["status"]!["loadBalancer"]!.AsObject().ShouldBeEmpty();
    }

    private static string Ingress(string name, string annotations) =>
        $"{{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {{name: {name}, annotations: {annotations}}}, spec: {{defaultBackend: {{service: {{name: web, port: {{number: 80}}}}}}}}}}";

    private static JsonNode? Subset(JsonNode endpoints) => endpoints["subsets"]!.AsArray().FirstOrDefault();

    private static string Address(JsonNode item) =>
        item["status"]!["loadBalancer"]!["ingress"]![0]!["hostname"]!.GetValue<string>();
}
