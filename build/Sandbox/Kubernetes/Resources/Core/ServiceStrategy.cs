using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Core;

/// <summary>Services.</summary>
internal sealed class ServiceStrategy : ResourceStrategy
{
    private const string NoAddress = "None";

    private static readonly string[] Types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

    public override NameRule NameRule => NameRule.ServiceLabel;

    public override JsonObject InitialStatus(JsonObject next) => new() { ["loadBalancer"] = new JsonObject() };

    public override void PrepareForCreate(JsonObject next) => ServiceAllocation.Allocate(next);

    // What the server once gave out stays, even if the client does not repeat it.
    public override void PrepareForUpdate(JsonObject next, JsonObject current)
    {
        var spec = next.Ensure("spec");
        if (spec.Text("type") == "ExternalName" || current.Text("spec", "type") == "ExternalName")
        {
            return;
        }

        foreach (var name in new[] { "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
        {
            if (spec.At(name) is null && current.At("spec", name) is { } value)
            {
                spec[name] = value.DeepClone();
            }
        }

        ServiceAllocation.KeepNodePorts(next, current);
        ServiceAllocation.Allocate(next);
    }

    public override void Default(JsonObject next)
    {
        var spec = next.Ensure("spec");
        foreach (var port in spec.Items("ports"))
        {
            port.Default("targetPort", port.At("port").CopyOrNull());
        }

        if (spec.Text("type") == "ExternalName")
        {
            return;
        }

        spec.Default("internalTrafficPolicy", "Cluster");
        spec.Default("ipFamilies", new JsonArray("IPv4"));
        spec.Default("ipFamilyPolicy", "SingleStack");
        if (spec.Text("type") is "NodePort" or "LoadBalancer")
        {
            spec.Default("externalTrafficPolicy", "Cluster");
        }

        if (spec.Text("type") == "LoadBalancer")
        {
            spec.Default("allocateLoadBalancerNodePorts", true);
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var spec = next.Object("spec");
        var type = spec.Text("type");
        var ports = spec.Items("ports").ToList();
        return
        [
            .. PodSpecValidation.CheckChoice("spec.type", type, Types),
            .. CheckExternalName(type, spec.Text("externalName")),
            .. ports.Count == 0 && type != "ExternalName" && spec.Text("clusterIP") != NoAddress
                ? [FieldError.Required("spec.ports")]
                : Enumerable.Empty<FieldError>(),
            .. CheckPorts(ports),
            .. MetadataValidation.CheckLabels("spec.selector", spec.Object("selector")),
        ];
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current)
    {
        var (before, after) = (current.Text("spec", "clusterIP"), next.Text("spec", "clusterIP"));
        if (before is { Length: > 0 } && next.Text("spec", "type") != "ExternalName" && after != before)
        {
            yield return FieldError.Invalid(
                "spec.clusterIPs[0]",
                next.At("spec", "clusterIPs").CopyOrNull() ?? new JsonArray(after),
                "may not change once set"
            );
        }
    }

    private static IEnumerable<FieldError> CheckExternalName(string? type, string? name) =>
        type != "ExternalName" ? []
        : string.IsNullOrEmpty(name) ? [FieldError.Required("spec.externalName")]
        : NameRule.Subdomain.Check("spec.externalName", name.TrimEnd('.'));

    private static IEnumerable<FieldError> CheckPorts(List<JsonObject> ports)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < ports.Count; index++)
        {
            var (port, path) = (ports[index], $"spec.ports[{index}]");
            var name = port.Text("name") ?? "";
            IEnumerable<FieldError> nameErrors =
                name.Length == 0 && ports.Count > 1 ? [FieldError.Required($"{path}.name")]
                : name.Length > 0 && !names.Add(name) ? [FieldError.Duplicate($"{path}.name", name)]
                : name.Length > 0 ? NameRule.Label.Check($"{path}.name", name)
                : [];
            foreach (
                var error in nameErrors
                    .Concat(PortValidation.CheckNumber($"{path}.port", port.Number("port")))
                    .Concat(PortValidation.CheckProtocol($"{path}.protocol", port.Text("protocol")))
                    .Concat(PortValidation.CheckNumberOrName($"{path}.targetPort", port.At("targetPort")))
            )
            {
                yield return error;
            }
        }
    }
}
