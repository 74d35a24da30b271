namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>What the path of a request for objects names.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">Version within the group.</param>
/// <param name="Namespace">Empty for all namespaces and for what belongs to the cluster.</param>
/// <param name="Plural">The resource; empty when the path ends at the group and version.</param>
/// <param name="Name">The object; empty for the collection.</param>
/// <param name="Subresource">E.g. <c>status</c>; empty for the object itself.</param>
internal sealed record RequestInfo(
    string Group,
    string Version,
    string Namespace,
    string Plural,
    string Name,
    string Subresource
)
{
    /// <summary>Reads a path below <c>/api</c> or <c>/apis</c>; <c>null</c> when it has another form.</summary>
    public static RequestInfo? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", var version, .. var rest] => Parse("", version, rest),
            ["apis", var group, var version, .. var rest] => Parse(group, version, rest),
            _ => null,
        };
    }

    private static RequestInfo? Parse(string group, string version, string[] rest) =>
        rest switch
        {
            [] => new(group, version, "", "", "", ""),
            ["namespaces"] => new(group, version, "", "namespaces", "", ""),
            ["namespaces", var name] => new(group, version, "", "namespaces", name, ""),
            ["namespaces", var name, "status"] => new(group, version, "", "namespaces", name, "status"),
            ["namespaces", var @namespace, var plural] => new(group, version, @namespace, plural, "", ""),
            ["namespaces", var @namespace, var plural, var name] => new(group, version, @namespace, plural, name, ""),
            ["namespaces", var @namespace, var plural, var name, var subresource, ..] => new(
                group,
                version,
                @namespace,
                plural,
                name,
                subresource
            ),
            [var plural] => new(group, version, "", plural, "", ""),
            [var plural, var name] => new(group, version, "", plural, name, ""),
            [var plural, var name, var subresource] => new(group, version, "", plural, name, subresource),
            _ => null,
        };
}
