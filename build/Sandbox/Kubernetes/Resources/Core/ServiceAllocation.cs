using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Kubelet;

namespace Deploy.Sandbox.Kubernetes.Resources.Core;

/// <summary>Gives Services their addresses and node ports, always the same ones to the same Service.</summary>
internal static class ServiceAllocation
{
    private const int FirstNodePort = 30000;
    private const int NodePorts = 2768;

    public static void Allocate(JsonObject service)
    {
        var spec = service.Ensure("spec");
        if (spec.Text("type") == "ExternalName")
        {
            return;
        }

        var uid = service.Text("metadata", "uid") ?? "";
        if (string.IsNullOrEmpty(spec.Text("clusterIP")))
        {
            spec["clusterIP"] = PodAddress.OfService(uid);
        }

        spec["clusterIPs"] = new JsonArray(spec.Text("clusterIP"));
        if (spec.Text("type") is "NodePort" or "LoadBalancer")
        {
            foreach (var (index, port) in spec.Items("ports").Index())
            {
                port.Default("nodePort", FirstNodePort + (((int)Seed(uid) + index) % NodePorts));
            }
        }
    }

    /// <summary>Takes over the node ports of the ports that stay, where the client leaves them out.</summary>
    public static void KeepNodePorts(JsonObject next, JsonObject current)
    {
        if (next.Text("spec", "type") is not ("NodePort" or "LoadBalancer"))
        {
            return;
        }

        foreach (var port in next.Items("spec", "ports"))
        {
            var before = current
                .Items("spec", "ports")
                .FirstOrDefault(known => known.Number("port") == port.Number("port"));
            if (before.Number("nodePort") is { } number)
            {
                port.Default("nodePort", number);
            }
        }
    }

    private static long Seed(string uid) =>
        long.TryParse(
            uid.AsSpan(0, Math.Min(4, uid.Length)),
            System.Globalization.NumberStyles.HexNumber,
            null,
            out var seed
        )
            ? seed
            : 0;
}
