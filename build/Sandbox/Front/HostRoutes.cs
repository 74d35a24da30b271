using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Front;

/// <summary>A Service's port, of a cluster.</summary>
internal sealed record RouteTarget(Cluster Cluster, ObjectKey Service, int Port);

/// <summary>
/// Where the host of a request leads: to what an Ingress says, or, for <c>service.namespace.localhost</c>, to the first port
/// of that Service. Every system takes names below <c>localhost</c> for this machine (RFC 6761).
/// </summary>
internal sealed class HostRoutes(Func<IEnumerable<Cluster>> clusters)
{
    private const string Ingresses = "ingresses.networking.k8s.io";
    private const string Services = "services";

    public RouteTarget? Find(string host, string path) =>
        clusters()
            .Select(cluster => OfIngress(cluster, host, path) ?? OfService(cluster, host))
            .FirstOrDefault(each => each is not null);

    /// <summary>Starts the pods that rest since an earlier run of the platform.</summary>
    public void Wake()
    {
        foreach (var cluster in clusters())
        {
            cluster.Pods?.Wake();
        }
    }

    /// <summary>How everything is reached behind which a pod really runs, for people.</summary>
    /// <param name="port">The port of the front door.</param>
    public IEnumerable<string> Addresses(int port) =>
        clusters()
            .SelectMany(cluster =>
                cluster
                    .Store.List(Services)
                    .Where(service => HasRealPods(cluster, service))
                    .Select(service => $"{service.Key.Namespace}/{service.Key.Name}: http://{NameOf(service)}:{port}/")
                    .Concat(
                        cluster
                            .Store.List(Ingresses)
                            .SelectMany(ingress => ingress.Json.Items("spec", "rules"))
                            .Select(rule => rule.Text("host"))
                            .Where(host =>
                                OfIngress(cluster, host ?? "", "/") is { } target
                                && HasRealPods(cluster, target.Service)
                            )
                            .Select(host => $"{host}: curl --header 'Host: {host}' http://127.0.0.1:{port}/")
                    )
            )
            .Distinct();

    public static string NameOf(StoredObject service) => $"{service.Key.Name}.{service.Key.Namespace}.localhost";

    private static bool HasRealPods(Cluster cluster, ObjectKey service) =>
        cluster.Store.Find(service) is { } found && HasRealPods(cluster, found);

    private static bool HasRealPods(Cluster cluster, StoredObject service) =>
        service.Json.Object("spec", "selector") is { Count: > 0 } selector
        && cluster
            .Store.List("pods", service.Key.Namespace)
            .Any(pod => LabelSelector.OfLabels(selector).Matches(pod.Json) && cluster.Pods?.Find(pod.Uid) is not null);

    private static RouteTarget? OfService(Cluster cluster, string host) =>
        cluster.Store.List(Services).FirstOrDefault(one => NameOf(one) == host) is { } service
        && service.Json.Items("spec", "ports").FirstOrDefault().Number("port") is { } port
            ? new RouteTarget(cluster, service.Key, (int)port)
            : null;

    // The longest path that fits wins, as Kubernetes has it.
    private static RouteTarget? OfIngress(Cluster cluster, string host, string path) =>
        cluster
            .Store.List(Ingresses)
            .SelectMany(ingress =>
                ingress
                    .Json.Items("spec", "rules")
                    .Where(rule => Fits(rule.Text("host"), host))
                    .SelectMany(rule => rule.Items("http", "paths"))
                    .Where(one => Fits(one, path))
                    .Select(one =>
                        (
                            Path: one.Text("path") ?? "/",
                            Target: TargetOf(cluster, ingress, one.Object("backend", "service"))
                        )
                    )
            )
            .OrderByDescending(each => each.Path.Length)
            .Select(each => each.Target)
            .FirstOrDefault(target => target is not null);

    private static bool Fits(string? rule, string host) =>
        rule == host
        || (
            rule?.StartsWith("*.", StringComparison.Ordinal) == true
            && host.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            && host[dot..] == rule[1..]
        );

    private static bool Fits(JsonObject rule, string path)
    {
        var prefix = rule.Text("path") ?? "/";
        return rule.Text("pathType") == "Exact"
            ? path == prefix
            : prefix == "/" || path == prefix || path.StartsWith($"{prefix.TrimEnd('/')}/", StringComparison.Ordinal);
    }

    private static RouteTarget? TargetOf(Cluster cluster, StoredObject ingress, JsonObject? backend)
    {
        var key = new ObjectKey(Services, ingress.Key.Namespace, backend.Text("name") ?? "");
        var port =
            backend.Number("port", "number")
            ?? cluster
                .Store.Find(key)
                ?.Json.Items("spec", "ports")
                .FirstOrDefault(each => each.Text("name") == backend.Text("port", "name"))
                .Number("port");
        return port is { } number ? new RouteTarget(cluster, key, (int)number) : null;
    }
}
