using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Keeps the addresses behind Services, and gives those of type LoadBalancer an address of their own.</summary>
internal sealed class ServiceController(ControllerContext context) : IController
{
    public const string Resource = "services";

    private const string ServiceNameLabel = "kubernetes.io/service-name";

    public IEnumerable<ObjectKey> ConcernedBy(Change change) =>
        change.Resource switch
        {
            Resource => [change.Object.Key],
            PodState.Resource => context
                .Store.List(Resource, change.Object.Key.Namespace)
                .Where(service =>
                    Selects(service, change.Object) || (change.Previous is { } previous && Selects(service, previous))
                )
                .Select(service => service.Key),
            _ => [],
        };

    public void Reconcile(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsBeingDeleted: false } service)
        {
            return;
        }

        var address =
            service.Json.Text("spec", "type") == "LoadBalancer"
                ? LoadBalancerAddress.Of(context.Cluster.Name, service)
                : new JsonObject();
        context.Writer.UpdateStatus(key, status => status["loadBalancer"] = address);
        if (service.Json.Object("spec", "selector") is not null)
        {
            WriteEndpoints(service);
        }
    }

    private static bool Selects(StoredObject service, StoredObject pod) =>
        service.Json.Object("spec", "selector") is { Count: > 0 } selector
        && LabelSelector.OfLabels(selector).Matches(pod.Json);

    private void WriteEndpoints(StoredObject service)
    {
        var pods = context
            .Store.List(PodState.Resource, service.Key.Namespace)
            .Where(pod => Selects(service, pod) && pod.IsActive() && pod.Json.Text("status", "podIP") is not null)
            .ToList();
        Put(service, "endpoints", service.Key.Name, Endpoints(service, pods));
        Put(service, "endpointslices.discovery.k8s.io", $"{service.Key.Name}-sandbox", Slice(service, pods));
    }

    private void Put(StoredObject service, string resource, string name, JsonObject content)
    {
        var key = new ObjectKey(resource, service.Key.Namespace, name);
        if (context.Store.Find(key) is not null)
        {
            context.Writer.Change(
                key,
                next =>
                {
                    foreach (var (field, value) in content)
                    {
                        next[field] = value.CopyOrNull();
                    }
                }
            );
            return;
        }

        var labels = service.Json.Object("metadata", "labels")?.Copy() ?? [];
        labels[ServiceNameLabel] = service.Key.Name;
        content["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels };
        OwnerReferences.SetController(content, service);
        context.Writer.Create(context.Kind(resource), service.Key.Namespace, content, WriteOptions.Controller);
    }

    private static JsonObject Endpoints(StoredObject service, List<StoredObject> pods)
    {
        var subset = new JsonObject();
        foreach (var group in pods.GroupBy(pod => pod.IsReady()))
        {
            subset[group.Key ? "addresses" : "notReadyAddresses"] = new JsonArray([
                .. group.Select(pod => new JsonObject
                {
                    ["ip"] = pod.Json.Text("status", "podIP"),
                    ["nodeName"] = pod.Json.Text("spec", "nodeName"),
                    ["targetRef"] = TargetOf(pod),
                }),
            ]);
        }

        subset["ports"] = Ports(service, pods);
        return new JsonObject { ["subsets"] = pods.Count == 0 ? new JsonArray() : new JsonArray(subset) };
    }

    private static JsonObject Slice(StoredObject service, List<StoredObject> pods) =>
        new()
        {
            ["addressType"] = "IPv4",
            ["ports"] = Ports(service, pods),
            ["endpoints"] = new JsonArray([
                .. pods.Select(pod => new JsonObject
                {
                    ["addresses"] = new JsonArray(pod.Json.Text("status", "podIP")),
                    ["conditions"] = new JsonObject
                    {
                        ["ready"] = pod.IsReady(),
                        ["serving"] = pod.IsReady(),
                        ["terminating"] = false,
                    },
                    ["nodeName"] = pod.Json.Text("spec", "nodeName"),
                    ["targetRef"] = TargetOf(pod),
                }),
            ]),
        };

    private static JsonArray Ports(StoredObject service, List<StoredObject> pods) =>
        new([
            .. service
                .Json.Items("spec", "ports")
                .Select(port => new JsonObject
                {
                    ["name"] = port.Text("name") ?? "",
                    ["port"] = TargetPort(port, pods),
                    ["protocol"] = port.Text("protocol") ?? "TCP",
                }),
        ]);

    // A port that is given by name is looked up in the containers.
    private static long TargetPort(JsonObject port, List<StoredObject> pods)
    {
        if (port.Number("targetPort") is { } number)
        {
            return number;
        }

        var named = pods.SelectMany(pod => pod.Json.Items("spec", "containers"))
            .SelectMany(container => container.Items("ports"))
            .FirstOrDefault(candidate => candidate.Text("name") == port.Text("targetPort"));
        return named.Number("containerPort") ?? port.Number("port") ?? 0;
    }

    private static JsonObject TargetOf(StoredObject pod) =>
        new()
        {
            ["kind"] = "Pod",
            ["namespace"] = pod.Key.Namespace,
            ["name"] = pod.Key.Name,
            ["uid"] = pod.Uid,
        };
}
