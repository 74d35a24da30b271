using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Controllers;

public sealed class StatefulSetTests : ClusterTests
{
    private const string StatefulSets = "apis/apps/v1/namespaces/default/statefulsets";
    private const string Claims = "api/v1/namespaces/default/persistentvolumeclaims";

    [Fact]
    public async Task Should_number_its_pods_and_give_each_its_volume()
    {
        await Cluster.CreateAsync(StatefulSets, Manifest("db:1"));

        var set = await Cluster.UntilAsync($"{StatefulSets}/db", IsComplete);

        (await NamesAsync(Pods)).ShouldBe(["db-0", "db-1"]);
        (await NamesAsync(Claims)).ShouldBe(["data-db-0", "data-db-1"]);
        set["status"]!["currentRevision"]!
            .GetValue<string>()
            .ShouldBe(set["status"]!["updateRevision"]!.GetValue<string>());
        await Cluster.UntilAsync(
            $"{Claims}/data-db-0",
            claim => claim["status"]!["phase"]!.GetValue<string>() == "Bound"
        );
    }

    [Fact]
    public async Task Should_wait_for_each_pod_before_the_next()
    {
        await Cluster.CreateAsync(StatefulSets, Manifest("db:1", "{sandbox.deploy/start-after: 5s}"));
        await Cluster.UntilAsync($"{Pods}/db-0", pod => pod["status"]?["phase"]?.GetValue<string>() == "Running");
        (await NamesAsync(Pods)).ShouldBe(["db-0"]);

        Clock.Advance(TimeSpan.FromSeconds(6));

        await Cluster.UntilAsync($"{Pods}/db-1", _ => true);
    }

    [Fact]
    public async Task Should_replace_its_pods_from_the_last_to_the_first()
    {
        await Cluster.CreateAsync(StatefulSets, Manifest("db:1"));
        await Cluster.UntilAsync($"{StatefulSets}/db", IsComplete);
        await using var watch = await Cluster.WatchAsync(
            $"{Pods}?watch=true&resourceVersion={(await Cluster.GetAsync(Pods))["metadata"]!["resourceVersion"]}"
        );

        await Cluster.SendAsync(HttpMethod.Put, $"{StatefulSets}/db", Manifest("db:2"));

        var deleted = new List<string>();
        while (deleted.Count < 2)
        {
            if (await watch.NextNameAsync() is var next && next.StartsWith("DELETED", StringComparison.Ordinal))
            {
                deleted.Add(next);
            }
        }

        deleted.ShouldBe(["DELETED db-1", "DELETED db-0"]);
        await Cluster.UntilAsync($"{StatefulSets}/db", IsComplete);
    }

    private static bool IsComplete(JsonNode item) =>
        item["status"]!["readyReplicas"]?.GetValue<int>() == 2
        && item["status"]!["updatedReplicas"]?.GetValue<int>() == 2
        && item["status"]!["observedGeneration"]?.GetValue<int>() == item["metadata"]!["generation"]!.GetValue<int>();

    private static string Manifest(string image, string annotations = "{}") =>
        $$"""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: db
            spec:
              replicas: 2
              serviceName: db
              selector:
                matchLabels: {app: db}
              template:
                metadata:
                  labels: {app: db}
                  annotations: {{annotations}}
                spec:
                  containers:
                  - name: db
                    image: registry.test/{{image}}
              volumeClaimTemplates:
              - metadata:
                  name: data
                spec:
                  accessModes: [ReadWriteOnce]
                  resources:
                    requests:
                      storage: 1Gi
            """;

    private async Task<IEnumerable<string>> NamesAsync(string path) =>
        (await Cluster.GetAsync(path))["items"]!
            .AsArray()
            .Select(item => item!["metadata"]!["name"]!.GetValue<string>());
}
