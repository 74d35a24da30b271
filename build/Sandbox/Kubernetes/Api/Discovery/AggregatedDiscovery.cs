using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api.Discovery;

/// <summary>The discovery of many groups in one document (<c>apidiscovery.k8s.io</c>).</summary>
internal static class AggregatedDiscovery
{
    public static JsonObject Of(ResourceCatalog catalog, IEnumerable<string> groups, string version) =>
        new()
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(group => Group(catalog, group))]),
        };

    private static JsonObject Group(ResourceCatalog catalog, string group) =>
        new()
        {
            ["metadata"] = group.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group },
            ["versions"] = new JsonArray([
                .. catalog
                    .VersionsOf(group)
                    .Select(version => new JsonObject
                    {
                        ["version"] = version,
                        ["resources"] = new JsonArray([.. catalog.In(group, version).Select(Resource)]),
                        ["freshness"] = "Current",
                    }),
            ]),
        };

    private static JsonObject Resource(ResourceDefinition resource)
    {
        var result = new JsonObject
        {
            ["resource"] = resource.Plural,
            ["responseKind"] = Kind(resource.Group, resource.Version, resource.Kind),
            ["scope"] = resource.IsNamespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.Singular,
            ["verbs"] = DiscoveryDocuments.Texts(resource.Verbs),
        };
        if (resource.ShortNames.Count > 0)
        {
            result["shortNames"] = DiscoveryDocuments.Texts(resource.ShortNames);
        }

        if (resource.Categories.Count > 0)
        {
            result["categories"] = DiscoveryDocuments.Texts(resource.Categories);
        }

        if (resource.Subresources.Count > 0)
        {
            result["subresources"] = new JsonArray([
                .. resource.Subresources.Select(name => Subresource(SubresourceDefinition.Of(resource, name))),
            ]);
        }

        return result;
    }

    private static JsonObject Subresource(SubresourceDefinition subresource) =>
        new()
        {
            ["subresource"] = subresource.Name,
            ["responseKind"] = Kind(subresource.Group, subresource.Version, subresource.Kind),
            ["verbs"] = DiscoveryDocuments.Texts(subresource.Verbs),
        };

    private static JsonObject Kind(string group, string version, string kind) =>
        new()
        {
            ["group"] = group,
            ["version"] = version,
            ["kind"] = kind,
        };
}
