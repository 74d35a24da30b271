using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Tables;

/// <summary>The columns of network, policy and access kinds.</summary>
internal static class NetworkColumns
{
    private const string None = "<none>";

    public static readonly IReadOnlyList<TableColumn> Ingress =
    [
        new("Class", item => item.Text("spec", "ingressClassName") ?? None),
        new("Hosts", Hosts),
        new(
            "Address",
            item =>
                Join(
                    item.Items("status", "loadBalancer", "ingress")
                        .Select(one => one.Text("hostname") ?? one.Text("ip"))
                )
        ),
        new("Ports", item => item.Items("spec", "tls").Any() ? "80, 443" : "80"),
    ];

    public static readonly IReadOnlyList<TableColumn> IngressClass =
    [
        new("Controller", item => item.Text("spec", "controller")),
        new("Parameters", item => item.Text("spec", "parameters", "name") ?? None),
    ];

    public static readonly IReadOnlyList<TableColumn> EndpointSlice =
    [
        new("AddressType", item => item.Text("addressType")),
        new("Ports", item => Join(item.Items("ports").Select(port => port.Number("port")?.ToString()))),
        new("Endpoints", item => Join(item.Items("endpoints").SelectMany(one => one.Texts("addresses")))),
    ];

    public static readonly IReadOnlyList<TableColumn> HorizontalPodAutoscaler =
    [
        new(
            "Reference",
            item => $"{item.Text("spec", "scaleTargetRef", "kind")}/{item.Text("spec", "scaleTargetRef", "name")}"
        ),
        new("Targets", item => item.Items("spec", "metrics").Any() ? "<unknown>" : None),
        new("MinPods", item => item.Number("spec", "minReplicas") ?? 1),
        new("MaxPods", item => item.Number("spec", "maxReplicas")),
        new("Replicas", item => item.Number("status", "currentReplicas") ?? 0),
    ];

    public static readonly IReadOnlyList<TableColumn> PodDisruptionBudget =
    [
        new("Min Available", item => item.At("spec", "minAvailable").CopyOrNull() ?? "N/A"),
        new("Max Unavailable", item => item.At("spec", "maxUnavailable").CopyOrNull() ?? "N/A"),
        new("Allowed Disruptions", item => item.Number("status", "disruptionsAllowed") ?? 0),
    ];

    public static readonly IReadOnlyList<TableColumn> RoleBinding =
    [
        new("Role", item => $"{item.Text("roleRef", "kind")}/{item.Text("roleRef", "name")}"),
    ];

    public static readonly IReadOnlyList<TableColumn> Lease =
    [
        new("Holder", item => item.Text("spec", "holderIdentity") ?? ""),
    ];

    private static JsonNode? Hosts(JsonObject ingress)
    {
        var hosts = ingress.Items("spec", "rules").Select(rule => rule.Text("host")).OfType<string>().ToList();
        return hosts.Count == 0 ? "*" : string.Join(',', hosts);
    }

    private static string Join(IEnumerable<string?> texts) => string.Join(',', texts);
}
