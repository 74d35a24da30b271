using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Tables;

/// <summary>The columns of the core kinds.</summary>
internal static class CoreColumns
{
    private const string None = "<none>";

    public static readonly IReadOnlyList<TableColumn> Namespace = [new("Status", item => item.Text("status", "phase"))];

    public static readonly IReadOnlyList<TableColumn> Service =
    [
        new("Type", item => item.Text("spec", "type")),
        new("Cluster-IP", item => item.Text("spec", "clusterIP") ?? None),
        new("External-IP", ExternalAddress),
        new("Port(s)", Ports),
        TableColumn.Wide("Selector", item => WorkloadColumns.Labels(item.Map("spec", "selector"))),
    ];

    public static readonly IReadOnlyList<TableColumn> ConfigMap =
    [
        new("Data", item => (item.Object("data")?.Count ?? 0) + (item.Object("binaryData")?.Count ?? 0))
        {
            Type = "integer",
        },
    ];

    public static readonly IReadOnlyList<TableColumn> Secret =
    [
        new("Type", item => item.Text("type")),
        new("Data", item => item.Object("data")?.Count ?? 0) { Type = "integer" },
    ];

    public static readonly IReadOnlyList<TableColumn> ServiceAccount =
    [
        new("Secrets", item => item.Items("secrets").Count()) { Type = "integer" },
    ];

    public static readonly IReadOnlyList<TableColumn> Endpoints = [new("Endpoints", EndpointAddresses)];

    public static readonly IReadOnlyList<TableColumn> Event =
    [
        new("Last Seen", (item, now) => Duration.Since(item.Text("lastTimestamp"), now)),
        new("Type", item => item.Text("type")),
        new("Reason", item => item.Text("reason")),
        new(
            "Object",
            item => $"{item.Text("involvedObject", "kind")?.ToLowerInvariant()}/{item.Text("involvedObject", "name")}"
        ),
        new("Message", item => item.Text("message")),
        TableColumn.Wide("Source", item => item.Text("source", "component")),
        TableColumn.Wide("Count", item => item.Number("count") ?? 1),
    ];

    public static readonly IReadOnlyList<TableColumn> PersistentVolumeClaim =
    [
        new("Status", item => item.Text("status", "phase")),
        new("Volume", item => item.Text("spec", "volumeName") ?? ""),
        new("Capacity", item => item.At("status", "capacity", "storage")),
        new("Access Modes", item => AccessModes(item.Texts("status", "accessModes"))),
        new("StorageClass", item => item.Text("spec", "storageClassName") ?? ""),
    ];

    public static readonly IReadOnlyList<TableColumn> PersistentVolume =
    [
        new("Capacity", item => item.At("spec", "capacity", "storage")),
        new("Access Modes", item => AccessModes(item.Texts("spec", "accessModes"))),
        new("Reclaim Policy", item => item.Text("spec", "persistentVolumeReclaimPolicy")),
        new("Status", item => item.Text("status", "phase")),
        new("Claim", item => $"{item.Text("spec", "claimRef", "namespace")}/{item.Text("spec", "claimRef", "name")}"),
        new("StorageClass", item => item.Text("spec", "storageClassName") ?? ""),
    ];

    public static readonly IReadOnlyList<TableColumn> Node =
    [
        new("Status", _ => "Ready"),
        new("Roles", _ => None),
        new("Version", item => item.Text("status", "nodeInfo", "kubeletVersion")),
        TableColumn.Wide("Internal-IP", item => item.Items("status", "addresses").FirstOrDefault().Text("address")),
        TableColumn.Wide("OS-Image", item => item.Text("status", "nodeInfo", "osImage")),
    ];

    private static JsonNode? ExternalAddress(JsonObject service)
    {
        var given = service
            .Items("status", "loadBalancer", "ingress")
            .Select(one => one.Text("hostname") ?? one.Text("ip"))
            .ToList();
        return service.Text("spec", "type") switch
        {
            "ExternalName" => service.Text("spec", "externalName"),
            "LoadBalancer" => given.Count == 0 ? "<pending>" : string.Join(',', given),
            _ => None,
        };
    }

    private static JsonNode? Ports(JsonObject service)
    {
        var ports = service
            .Items("spec", "ports")
            .Select(port =>
                port.Number("nodePort") is > 0 and var node
                    ? $"{port.Number("port")}:{node}/{port.Text("protocol")}"
                    : $"{port.Number("port")}/{port.Text("protocol")}"
            )
            .ToList();
        return ports.Count == 0 ? None : string.Join(',', ports);
    }

    private static JsonNode? EndpointAddresses(JsonObject endpoints)
    {
        var addresses = (
            from subset in endpoints.Items("subsets")
            from address in subset.Items("addresses")
            from port in subset.Items("ports")
            select $"{address.Text("ip")}:{port.Number("port")}"
        ).ToList();
        return addresses.Count switch
        {
            0 => None,
            > 3 => $"{string.Join(',', addresses.Take(3))} + {addresses.Count - 3} more...",
            _ => string.Join(',', addresses),
        };
    }

    private static string AccessModes(IEnumerable<string> modes) =>
        string.Join(
            ',',
            modes.Select(mode =>
                mode switch
                {
                    "ReadWriteOnce" => "RWO",
                    "ReadOnlyMany" => "ROX",
                    "ReadWriteMany" => "RWX",
                    "ReadWriteOncePod" => "RWOP",
                    _ => mode,
                }
            )
        );
}
