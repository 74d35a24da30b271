using System.Net;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers.Linux;
using Deploy.Sandbox.Tests.Kubernetes;

namespace Deploy.Sandbox.Tests.Containers;

/// <summary>Tests against a cluster of their own that really runs containers; skipped where none can be run.</summary>
public abstract class ContainerTests : IAsyncLifetime
{
    protected const string Pods = "api/v1/namespaces/default/pods";
    protected const string Services = "api/v1/namespaces/default/services";
    protected const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    protected const string Secrets = "api/v1/namespaces/default/secrets";
    protected const string Events = "api/v1/namespaces/default/events";
    protected const string Deployments = "apis/apps/v1/namespaces/default/deployments";
    protected const string Jobs = "apis/batch/v1/namespaces/default/jobs";
    protected const string Web = $"{Pods}/web";

    private bool _isOver;

    protected TestCluster Cluster { get; private set; } = null!;

    private static string SearchPath => Environment.GetEnvironmentVariable("PATH") ?? "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(LinuxRuntime.Lack() is not null, LinuxRuntime.Lack() ?? "");
        Cluster = await TestCluster.StartAsync(with: options => options.WithContainers(SearchPath));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await EndPlatformAsync();
    }

    /// <summary>Ends the platform, once.</summary>
    protected async Task EndPlatformAsync()
    {
        if (!_isOver && Cluster is not null)
        {
            _isOver = true;
            await Cluster.DisposeAsync();
        }
    }

    /// <summary>Ends the platform, and starts it again with what it has stored.</summary>
    protected async Task RestartAsync() =>
        Cluster = await Cluster.RestartAsync(options => options.WithContainers(SearchPath));

    /// <summary>Puts an image into the registry.</summary>
    private protected string Push(TestImage image, string tag = "1") => image.Push(Cluster.StateFolder, tag: tag);

    /// <summary>A pod with one container.</summary>
    protected static string Pod(
        string image,
        string container = "",
        string spec = "",
        string restartPolicy = "Never"
    ) =>
        $$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              labels: {app: web}
            spec:
              restartPolicy: {{restartPolicy}}
              {{spec}}
              containers:
              - name: main
                image: {{image}}
                {{container}}
            """;

    protected Task<JsonNode> EndAsync() => Cluster.UntilAsync(Web, pod => Phase(pod) is "Succeeded" or "Failed");

    protected Task<JsonNode> ReadyAsync(string path = Web) => Cluster.UntilAsync(path, IsReady);

    protected async Task<string> LogAsync(string query = "") =>
        (await Cluster.SendAsync(HttpMethod.Get, $"{Web}/log{query}")).ShouldBe(HttpStatusCode.OK).Text;

    protected static string Phase(JsonNode pod) => pod["status"]!["phase"]!.GetValue<string>();

    protected static bool IsReady(JsonNode pod) =>
        pod["status"]
            ?["conditions"]?.AsArray()
            .Any(one => one!["type"]!.GetValue<string>() == "Ready" && one["status"]!.GetValue<string>() == "True")
        == true;

    protected static JsonNode? Container(JsonNode pod) => pod["status"]!["containerStatuses"]?[0];

    protected static JsonNode? Terminated(JsonNode pod) => Container(pod)?["state"]!["terminated"];

    protected static int? Restarts(JsonNode pod) => Container(pod)?["restartCount"]!.GetValue<int>();
}
