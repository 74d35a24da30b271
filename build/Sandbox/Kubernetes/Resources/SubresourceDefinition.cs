namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>A part or an action of an object that has a path of its own.</summary>
internal sealed record SubresourceDefinition(
    string Name,
    string Group,
    string Version,
    string Kind,
    IReadOnlyList<string> Verbs
)
{
    /// <summary>The subresource of a kind, by name.</summary>
    public static SubresourceDefinition Of(ResourceDefinition resource, string name) =>
        name switch
        {
            "scale" => new(name, "autoscaling", "v1", "Scale", ["get", "patch", "update"]),
            "eviction" => new(name, "policy", "v1", "Eviction", ["create"]),
            "token" => new(name, "authentication.k8s.io", "v1", "TokenRequest", ["create"]),
            "log" => new(name, resource.Group, resource.Version, resource.Kind, ["get"]),
            "exec" or "attach" or "portforward" => new(
                name,
                resource.Group,
                resource.Version,
                $"Pod{name switch { "exec" => "Exec", "attach" => "Attach", _ => "PortForward" }}Options",
                ["create", "get"]
            ),
            _ => new(name, resource.Group, resource.Version, resource.Kind, ["get", "patch", "update"]),
        };
}
