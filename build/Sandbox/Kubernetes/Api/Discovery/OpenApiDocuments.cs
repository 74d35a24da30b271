using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api.Discovery;

/// <summary>
/// The OpenAPI v3 documents, one per group and version. Clients look here whether the server checks fields itself
/// (<c>fieldValidation</c>), how lists merge in patches, and what <c>kubectl explain</c> shows.
/// </summary>
internal sealed class OpenApiDocuments(Cluster cluster)
{
    private const string Prefix = "/openapi/v3";

    /// <summary>The document at a path, or <c>null</c>.</summary>
    public JsonObject? Find(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = path[Prefix.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return rest switch
        {
            [] => Index(),
            ["api", var version] => Document("", version),
            ["apis", var group, var version] => Document(group, version),
            _ => null,
        };
    }

    private JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var resource in cluster.Catalog.All)
        {
            // The hash tells clients when their copy is stale: with another server, or other custom kinds.
            var path = PathOf(resource);
            var hash = $"{ServerVersion.GitVersion}-{cluster.Catalog.In(resource.Group, resource.Version).Count()}";
            paths[path] = new JsonObject
            {
                ["serverRelativeURL"] = $"{Prefix}/{path}?hash={Uri.EscapeDataString(hash)}",
            };
        }

        return new JsonObject { ["paths"] = paths };
    }

    private JsonObject? Document(string group, string version)
    {
        var resources = cluster.Catalog.In(group, version).ToList();
        if (resources.Count == 0)
        {
            return null;
        }

        var schemas = new OpenApiSchemas();
        var paths = new JsonObject();
        foreach (var resource in resources)
        {
            var schema = SchemaOf(schemas, resource);
            foreach (var (path, operations) in OpenApiPaths.Of(resource, schema))
            {
                paths[path] = operations;
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = ServerVersion.GitVersion },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Definitions },
        };
    }

    private string SchemaOf(OpenApiSchemas schemas, ResourceDefinition resource) =>
        resource.SchemaName is { } name
            ? schemas.AddKind(cluster.Schemas[name], resource)
            : schemas.AddCustom(CustomSchema(resource), resource);

    private JsonObject CustomSchema(ResourceDefinition resource) =>
        cluster
            .Store.List("customresourcedefinitions.apiextensions.k8s.io")
            .Where(definition => definition.Key.Name == resource.QualifiedName)
            .SelectMany(definition => definition.Json.Items("spec", "versions"))
            .FirstOrDefault(version => version.Text("name") == resource.Version)
            .Object("schema", "openAPIV3Schema")
            ?.Copy()
        ?? [];

    private static string PathOf(ResourceDefinition resource) =>
        resource.Group.Length == 0 ? $"api/{resource.Version}" : $"apis/{resource.Group}/{resource.Version}";
}
