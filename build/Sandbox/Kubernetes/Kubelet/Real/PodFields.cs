using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>What a pod may learn of itself: the downward API.</summary>
internal static class PodFields
{
    /// <summary>The value that a <c>fieldRef</c> names; <c>null</c> when there is none.</summary>
    public static string? Field(JsonObject pod, string? path) =>
        path switch
        {
            "metadata.labels" => Lines(pod, "labels"),
            "metadata.annotations" => Lines(pod, "annotations"),
            _ when Key(path, "metadata.labels") is { } label => pod.Text("metadata", "labels", label) ?? "",
            _ when Key(path, "metadata.annotations") is { } name => pod.Text("metadata", "annotations", name) ?? "",
            null => null,
            _ => pod.Text(path.Split('.')),
        };

    /// <summary>The value that a <c>resourceFieldRef</c> names: a limit or request, in units of its divisor.</summary>
    public static string Resource(JsonObject container, JsonObject reference)
    {
        var path = (reference.Text("resource") ?? "").Split('.', 2);
        var quantity = container.At("resources", path[0], path.ElementAtOrDefault(1) ?? "");
        var amount = (quantity is null ? null : Quantity.Parse(quantity)) ?? Capacity(path.ElementAtOrDefault(1));
        var divisor = reference.At("divisor") is { } unit && Quantity.Parse(unit) is > 0 and var given ? given : 1;
        return Math.Ceiling(amount / divisor).ToString(CultureInfo.InvariantCulture);
    }

    // A container without a limit may have all of the node.
    private static double Capacity(string? resource) =>
        resource == "cpu" ? Environment.ProcessorCount : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static string Lines(JsonObject pod, string map) =>
        string.Join('\n', pod.Map("metadata", map).Select(each => $"{each.Key}=\"{each.Value}\""));

    private static string? Key(string? path, string map) =>
        path?.StartsWith($"{map}['", StringComparison.Ordinal) == true && path.EndsWith("']", StringComparison.Ordinal)
            ? path[(map.Length + 2)..^2]
            : null;
}
