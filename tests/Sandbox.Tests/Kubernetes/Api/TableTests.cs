using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class TableTests : ClusterTests
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    [Fact]
    public async Task Should_show_deployments_as_kubectl_does()
    {
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web", replicas: 2));
        await Cluster.UntilAsync(
            $"{Deployments}/web",
            item => item["status"]?["availableReplicas"]?.GetValue<int>() == 2
        );
        Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(12));

        var table = await Cluster.GetAsync(Deployments, Table);

        Headings(table).ShouldBe("Name Ready Up-to-date Available Age");
        Row(table).ShouldBe("web 2/2 2 2 5m12s");
    }

    [Fact]
    public async Task Should_show_why_a_pod_does_not_run()
    {
        await Cluster.CreateAsync(Pods, Manifests.Pod("web", image: "registry.test/web:no-such-tag"));
        await Cluster.UntilAsync($"{Pods}/web", item => item["status"]?["containerStatuses"] is not null);

        Row(await Cluster.GetAsync(Pods, Table)).ShouldBe("web 0/1 ImagePullBackOff 0 0s");
    }

    [Fact]
    public async Task Should_show_services_with_their_ports()
    {
        var service = await Cluster.CreateAsync(Services, Manifests.Service("web", "web"));

        Row(await Cluster.GetAsync(Services, Table))
            .ShouldBe($"web ClusterIP {service["spec"]!["clusterIP"]} <none> 80/TCP 0s");
    }

    [Fact]
    public async Task Should_carry_the_metadata_of_each_row()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a", "{mine: 'true'}"));

        var table = await Cluster.GetAsync($"{ConfigMaps}?labelSelector=mine", Table);

        table["rows"]![0]!["object"]!["kind"]!.GetValue<string>().ShouldBe("PartialObjectMetadata");
        table["rows"]![0]!["object"]!["metadata"]!["labels"]!["mine"]!.GetValue<string>().ShouldBe("true");
    }

    [Fact]
    public async Task Should_watch_in_tables_too()
    {
        Cluster.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", Table);
        await using var watch = await Cluster.WatchAsync($"{ConfigMaps}?watch=true&labelSelector=mine");
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a", "{mine: 'true'}"));

        var next = await watch.NextAsync(CancellationToken.None);

        next["object"]!["kind"]!.GetValue<string>().ShouldBe("Table");
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(301, "5m1s")]
    [InlineData(3600, "60m")]
    [InlineData(10800, "3h")]
    [InlineData(12060, "3h21m")]
    [InlineData(100000, "27h")]
    [InlineData(200000, "2d7h")]
    [InlineData(864000, "10d")]
    [InlineData(100000000, "3y62d")]
    public void Should_write_ages_as_kubectl_does(long seconds, string expected) =>
        Sandbox.Kubernetes.Tables.Duration.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    private static string Headings(JsonNode table) =>
        string.Join(
            ' ',
            table["columnDefinitions"]!
                .AsArray()
                .Where(column => column!["priority"]!.GetValue<int>() == 0)
                .Select(column => column!["name"]!.GetValue<string>())
        );

    private static string Row(JsonNode table)
    {
        var shown = table["columnDefinitions"]!.AsArray().Select(column => column!["priority"]!.GetValue<int>() == 0);
        return string.Join(
            ' ',
            table["rows"]!.AsArray().ShouldHaveSingleItem()!["cells"]!
                .AsArray()
                .Zip(shown)
                .Where(cell => cell.Second)
                .Select(cell => cell.First)
        );
    }
}
