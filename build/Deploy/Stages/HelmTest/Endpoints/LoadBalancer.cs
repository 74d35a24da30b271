using Deploy.Clusters.Releases;
using Deploy.Yaml;
using k8s.Models;

namespace Deploy.Stages.HelmTest.Endpoints;

/// <summary>What leads from outside to a release: an Ingress, or a Service of type LoadBalancer.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Addresses">Where it is reached: IP addresses or names of the provider's; none while it is being set up.</param>
/// <param name="Hosts">The names that are to lead to it.</param>
/// <param name="Class">The IngressClass that it asks for, if it names one.</param>
internal sealed record LoadBalancer(
    string Kind,
    string Namespace,
    string Name,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<string> Hosts,
    string? Class
)
{
    // How external-dns is told the names of a Service; an Ingress has them in its rules.
    private const string HostAnnotation = "external-dns.alpha.kubernetes.io/hostname";

    /// <summary>The command that shows all about it.</summary>
    public string Describe => $"kubectl --namespace {Namespace} describe {Kind} {Name}";

    /// <summary>Whether an object of a manifest will be one.</summary>
    public static bool IsOne(ManifestObject item) =>
        item.Kind == "Ingress"
        || (
            item is { Kind: "Service", ApiVersion: "v1" }
            && item.Content.Find("spec")?.AsMapping().Find("type")?.AsString() == "LoadBalancer"
        );

    /// <summary>An Ingress as the cluster has it.</summary>
    public static LoadBalancer Of(V1Ingress ingress) =>
        new(
            "Ingress",
            ingress.Namespace(),
            ingress.Name(),
            AddressesOf(ingress.Status?.LoadBalancer?.Ingress?.Select(each => each.Hostname ?? each.Ip)),
            // A wildcard is no name that somebody could look up.
            [
                .. (ingress.Spec.Rules ?? [])
                    .Select(rule => rule.Host)
                    .Where(host => host is { Length: > 0 } && !host.StartsWith('*'))
                    .Distinct(),
            ],
            ingress.Spec.IngressClassName
        );

    /// <summary>A Service as the cluster has it.</summary>
    public static LoadBalancer Of(V1Service service) =>
        new(
            "Service",
            service.Namespace(),
            service.Name(),
            AddressesOf(service.Status?.LoadBalancer?.Ingress?.Select(each => each.Hostname ?? each.Ip)),
            service.GetAnnotation(HostAnnotation)?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            Class: null
        );

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";

    private static IReadOnlyList<string> AddressesOf(IEnumerable<string?>? addresses) =>
        [.. (addresses ?? []).OfType<string>()];
}
