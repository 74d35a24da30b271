using System.Globalization;
using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>Tells a pod that has to wait for its place from one that no node of the cluster could ever take.</summary>
internal static class NodeFit
{
    private static readonly string[] _resources = ["cpu", "memory", "ephemeral-storage"];

    /// <summary>Why no node could take a pod even if it were empty; null where one could, or nothing can be told.</summary>
    public static string? WhyNever(V1Pod pod, IReadOnlyList<V1Node> nodes)
    {
        if (nodes.Count == 0)
        {
            return null;
        }

        var selector = pod.Spec.NodeSelector ?? new Dictionary<string, string>();
        var chosen = nodes.Where(node => selector.All(label => node.GetLabel(label.Key) == label.Value)).ToList();
        if (chosen.Count == 0)
        {
            return $"no node has the labels {string.Join(", ", selector.Select(label => $"{label.Key}={label.Value}"))}";
        }

        return _resources
            .Select(resource => WhyTooMuch(pod, chosen, resource))
            .FirstOrDefault(problem => problem is not null);
    }

    private static string? WhyTooMuch(V1Pod pod, List<V1Node> nodes, string resource)
    {
        var wanted = Request(pod, resource);
        var most = nodes.Max(node => Amount(node.Status?.Allocatable, resource));
        return wanted > most
            ? $"it asks for {Written(pod, resource)} {resource}, and no node has more than {most.ToString("0.###", CultureInfo.InvariantCulture)}"
            : null;
    }

    // Containers run side by side; those that come first run one by one.
    private static decimal Request(V1Pod pod, string resource) =>
        Math.Max(
            pod.Spec.Containers.Sum(container => Amount(container.Resources?.Requests, resource)),
            (pod.Spec.InitContainers ?? [])
                .Select(container => Amount(container.Resources?.Requests, resource))
                .DefaultIfEmpty(0)
                .Max()
        );

    private static string Written(V1Pod pod, string resource) =>
        string.Join(
            " + ",
            pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? [])
                .Select(container => Find(container.Resources?.Requests, resource)?.ToString())
                .OfType<string>()
        );

    private static decimal Amount(IDictionary<string, ResourceQuantity>? amounts, string resource) =>
        Find(amounts, resource)?.ToDecimal() ?? 0;

    private static ResourceQuantity? Find(IDictionary<string, ResourceQuantity>? amounts, string resource) =>
        amounts is not null && amounts.TryGetValue(resource, out var amount) ? amount : null;
}
