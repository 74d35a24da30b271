using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api.Discovery;

/// <summary>A discovery document and the media type that says which form it has.</summary>
internal sealed record DiscoveryAnswer(string ContentType, byte[] Utf8);

/// <summary>
/// Tells clients which kinds there are: in one aggregated document for those that ask for it, else group by group.
/// </summary>
internal sealed class DiscoveryDocuments(ResourceCatalog catalog)
{
    private const string Plain = "application/json";

    /// <summary>The document at a path, or <c>null</c>.</summary>
    public DiscoveryAnswer? Find(string path, string accept)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["api"] or ["apis"] && AggregatedVersion(accept) is { } version)
        {
            var groups = parts[0] == "api" ? [""] : catalog.Groups;
            return new DiscoveryAnswer(
                $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList",
                JsonText.ToUtf8(AggregatedDiscovery.Of(catalog, groups, version))
            );
        }

        JsonObject? document = parts switch
        {
            ["api"] => new JsonObject
            {
                ["kind"] = "APIVersions",
                ["versions"] = new JsonArray("v1"),
                ["serverAddressByClientCIDRs"] = new JsonArray(),
            },
            ["apis"] => new JsonObject
            {
                ["kind"] = "APIGroupList",
                ["apiVersion"] = "v1",
                ["groups"] = new JsonArray([.. catalog.Groups.Select(Group)]),
            },
            ["apis", var group] when catalog.Groups.Contains(group) => Group(group),
            ["api", var core] when core == "v1" => Resources("", core),
            ["apis", var group, var served] when catalog.In(group, served).Any() => Resources(group, served),
            _ => null,
        };
        return document is null ? null : new DiscoveryAnswer(Plain, JsonText.ToUtf8(document));
    }

    private static string? AggregatedVersion(string accept) =>
        accept
            .Split(',')
            .Where(entry => entry.Contains("g=apidiscovery.k8s.io", StringComparison.Ordinal))
            .Select(entry => entry.Contains("v=v2beta1", StringComparison.Ordinal) ? "v2beta1" : "v2")
            .FirstOrDefault();

    private JsonObject Group(string group)
    {
        var versions = catalog.VersionsOf(group).Select(version => Version(group, version)).ToList();
        return new JsonObject
        {
            ["kind"] = "APIGroup",
            ["apiVersion"] = "v1",
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions.Select(version => version.Copy())]),
            ["preferredVersion"] = versions[0],
        };
    }

    private static JsonObject Version(string group, string version) =>
        new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private JsonObject Resources(string group, string version) =>
        new()
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = new JsonArray([.. catalog.In(group, version).SelectMany(Entries)]),
        };

    private static IEnumerable<JsonObject> Entries(ResourceDefinition resource)
    {
        var entry = new JsonObject
        {
            ["name"] = resource.Plural,
            ["singularName"] = resource.Singular,
            ["namespaced"] = resource.IsNamespaced,
            ["kind"] = resource.Kind,
            ["verbs"] = Texts(resource.Verbs),
        };
        if (resource.ShortNames.Count > 0)
        {
            entry["shortNames"] = Texts(resource.ShortNames);
        }

        if (resource.Categories.Count > 0)
        {
            entry["categories"] = Texts(resource.Categories);
        }

        yield return entry;
        foreach (var name in resource.Subresources)
        {
            var subresource = SubresourceDefinition.Of(resource, name);
            var described = new JsonObject
            {
                ["name"] = $"{resource.Plural}/{name}",
                ["singularName"] = "",
                ["namespaced"] = resource.IsNamespaced,
                ["kind"] = subresource.Kind,
                ["verbs"] = Texts(subresource.Verbs),
            };
            if (subresource.Group != resource.Group)
            {
                described["group"] = subresource.Group;
                described["version"] = subresource.Version;
            }

            yield return described;
        }
    }

    internal static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => JsonValue.Create(text))]);
}
