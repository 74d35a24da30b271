using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class DiscoveryTests : ClusterTests
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    [Fact]
    public async Task Should_describe_all_groups_in_one_document()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "apis");
        request.Headers.TryAddWithoutValidation("Accept", Aggregated);
        using var response = await Cluster.Http.SendAsync(request);

        response
            .Content.Headers.ContentType!.Parameters.Select(parameter => parameter.ToString())
            .ShouldBe(["g=apidiscovery.k8s.io", "v=v2", "as=APIGroupDiscoveryList"]);
        var apps = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["items"]!
            .AsArray()
            .Single(group => group!["metadata"]!["name"]!.GetValue<string>() == "apps")!;
        var deployments = apps["versions"]![0]!["resources"]![0]!;
        deployments["resource"]!.GetValue<string>().ShouldBe("deployments");
        deployments["scope"]!.GetValue<string>().ShouldBe("Namespaced");
        deployments["shortNames"]![0]!.GetValue<string>().ShouldBe("deploy");
    }

    [Fact]
    public async Task Should_describe_groups_one_by_one_for_older_clients()
    {
        var groups = await Cluster.GetAsync("apis");
        var apps = await Cluster.GetAsync("apis/apps/v1");
        var core = await Cluster.GetAsync("api/v1");

        groups["groups"]!.AsArray().Select(Name).ShouldContain("apps");
        apps["resources"]!.AsArray().Select(Name).ShouldContain("deployments/scale");
        core["resources"]!.AsArray().Select(Name).ShouldContain("pods/log");
    }

    [Fact]
    public async Task Should_say_that_it_checks_fields_itself()
    {
        var index = await Cluster.GetAsync("openapi/v3");
        var url = index["paths"]!["apis/apps/v1"]!["serverRelativeURL"]!.GetValue<string>();
        var document = await Cluster.GetAsync(url.TrimStart('/'));

        var patch = document["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;
        patch["parameters"]!.AsArray().Select(Name).ShouldContain("fieldValidation");
        patch["x-kubernetes-group-version-kind"]!["kind"]!.GetValue<string>().ShouldBe("Deployment");
    }

    [Fact]
    public async Task Should_say_how_lists_are_merged()
    {
        var document = await Cluster.GetAsync("openapi/v3/apis/apps/v1");

        var containers = document["components"]!["schemas"]!["io.k8s.api.core.v1.PodSpec"]!["properties"]![
            "containers"
        ]!;
        containers["x-kubernetes-patch-merge-key"]!.GetValue<string>().ShouldBe("name");
        containers["x-kubernetes-patch-strategy"]!.GetValue<string>().ShouldBe("merge");
        containers["x-kubernetes-list-map-keys"]![0]!.GetValue<string>().ShouldBe("name");
    }

    [Fact]
    public async Task Should_refer_only_to_definitions_that_are_there()
    {
        var index = await Cluster.GetAsync("openapi/v3");
        foreach (var (path, _) in index["paths"]!.AsObject())
        {
            var document = await Cluster.GetAsync($"openapi/v3/{path}");
            var schemas = document["components"]!["schemas"]!.AsObject();
            References(document).Where(name => !schemas.ContainsKey(name)).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task Should_serve_the_old_document_in_protobuf()
    {
        using var response = await Cluster.Http.GetAsync("openapi/v2");

        response.Content.Headers.ContentType!.MediaType.ShouldBe(
            "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
        );
        Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()).ShouldContain("fieldValidation");
    }

    [Fact]
    public async Task Should_not_pass_for_a_real_server()
    {
        var version = await Cluster.GetAsync("version");

        version["gitVersion"]!.GetValue<string>().ShouldBe("v1.34.0+sandbox");
    }

    [Theory]
    [InlineData("apis/nothing.example.com/v1/things")]
    [InlineData("api/v1/namespaces/default/things")]
    [InlineData("nowhere")]
    public async Task Should_know_what_it_does_not_have(string path) =>
        (await Cluster.SendAsync(HttpMethod.Get, path)).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "the server could not find the requested resource"
        );

    private static string Name(JsonNode? item) => item!["name"]!.GetValue<string>();

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject members => members
                .Where(member => member.Key == "$ref")
                .Select(member => member.Value!.GetValue<string>()["#/components/schemas/".Length..])
                .Concat(members.SelectMany(member => References(member.Value))),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };
}
